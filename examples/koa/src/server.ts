import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createApp } from './app.ts';
import { SongLibrary } from './songs.ts';

const { CI_CALLBACK_TOKEN: callbackToken = '', PORT: port = '3000' } = process.env;
if (callbackToken === '') throw new Error('Set CI_CALLBACK_TOKEN to 16 characters or more.');

const { app, receiver } = createApp({ songs: new SongLibrary(), callbackToken });

const server = app.listen(Number(port), () => {
  const { port: listening } = server.address() as AddressInfo;
  console.log(`Listening on http://localhost:${listening}; callbacks go to /ci/callbacks?token=<CI_CALLBACK_TOKEN>.`);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown());

/** Takes no new connections and callbacks, and waits for the handlers that run. */
async function shutDown(): Promise<void> {
  server.close();
  await receiver.close();
  // When the last answers are written, their connections would be kept for another request for some seconds.
  await setImmediate();
  server.closeIdleConnections();
}
