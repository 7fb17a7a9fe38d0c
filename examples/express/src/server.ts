import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { Failures } from './failures.ts';
import { createSongReceiver } from './receiver.ts';
import { shutDown } from './shut-down.ts';
import { SongLibrary } from './songs.ts';
import { jobSubmitter } from './submit-job.ts';

const {
  CI_CALLBACK_TOKEN: callbackToken = '',
  CI_LINK_SECRET: linkSecret = '',
  BUCKET: bucket = 'test-123456789',
  PORT: port = '3000',
  PUBLIC_URL: publicUrl = `http://localhost:${port}`,
} = process.env;
if (callbackToken === '' || linkSecret === '') {
  throw new Error('Set CI_CALLBACK_TOKEN to 16 characters or more, and CI_LINK_SECRET to 32 or more.');
}

const songs = new SongLibrary();
const failures = new Failures();
const receiver = createSongReceiver({ songs, failures, callbackToken, linkSecret });
const submit = jobSubmitter({
  callbackUrl: `${publicUrl}/ci/callbacks`,
  linkSecret,
  bucket,
  // Without the signature, which has no business in a log.
  send: ({ object, callbackUrl }) => console.log(`A job on ${object} would call back ${callbackUrl.split('?')[0]}.`),
});

const server = createApp({ songs, failures, receiver, submit }).listen(Number(port), (error) => {
  if (error !== undefined) throw error;
  const { port: listening } = server.address() as AddressInfo;
  console.log(`Listening on http://localhost:${listening}; callbacks go to /ci/callbacks?token=<CI_CALLBACK_TOKEN>.`);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown(server, receiver));
