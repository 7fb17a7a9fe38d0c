import { createApp } from './app.ts';
import { SongLibrary } from './songs.ts';

const { CI_CALLBACK_TOKEN: callbackToken = '', PORT: port = '3000' } = process.env;
if (callbackToken.length < 16) throw new Error('Set CI_CALLBACK_TOKEN to a secret of 16 characters or more.');

const songs = new SongLibrary();
const app = createApp({ songs, callbackToken, onCallback: (callback) => songs.receive(callback) });

app.listen(Number(port), (error) => {
  if (error !== undefined) throw error;
  console.log(`Listening on http://localhost:${port}; callbacks go to /ci/callbacks/<CI_CALLBACK_TOKEN>.`);
});
