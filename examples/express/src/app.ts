import { callbackReceiver, type Receiver } from '@ci-callback/express';
import express, { type Express } from 'express';
import type { Failures } from './failures.ts';
import type { Song, SongLibrary } from './songs.ts';

export interface AppOptions {
  readonly songs: SongLibrary;
  readonly failures: Failures;
  readonly receiver: Receiver;
  readonly submit: (song: Song) => Promise<void>;
}

export function createApp({ songs, failures, receiver, submit }: AppOptions): Express {
  const app = express();

  app.get('/', (_request, response) => {
    response.type('text/plain').send('Songs without their singers.\n');
  });

  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', failures: failures.count });
  });

  // Before express.json(), so that the body of a stranger isn't read at all.
  app.all('/ci/callbacks', callbackReceiver(receiver));

  app.use(express.json());

  app.get('/api/songs', (_request, response) => {
    response.json(songs.list());
  });

  app.post('/api/songs', (request, response, next) => {
    const { title, source } = (request.body ?? {}) as { title?: unknown; source?: unknown };
    if (typeof title !== 'string' || typeof source !== 'string') {
      response.status(422).json({ code: 'song.invalid', message: 'A song has a title and a source.' });
      return;
    }
    const song = songs.add(title, source);
    submit(song).then(() => response.status(201).json(song), next);
  });

  return app;
}
