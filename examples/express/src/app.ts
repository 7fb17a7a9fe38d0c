import { callbackParser, type Callback } from '@ci-callback/express';
import express, { type Express } from 'express';
import { answerErrors } from './answer-errors.ts';
import { requireToken } from './require-token.ts';
import type { SongLibrary } from './songs.ts';

export interface AppOptions {
  readonly songs: SongLibrary;
  /** The secret last part of the callback's URL. */
  readonly callbackToken: string;
  readonly onCallback: (callback: Callback) => void;
}

export function createApp({ songs, callbackToken, onCallback }: AppOptions): Express {
  const app = express();

  app.get('/', (_request, response) => {
    response.type('text/plain').send('Songs without their singers.\n');
  });

  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  // Before express.json(), so that a stranger's body isn't read and the callback's errors are all coded alike.
  app.post('/ci/callbacks/:token', requireToken(callbackToken), callbackParser(), (request, response) => {
    if (request.ciCallback !== undefined) onCallback(request.ciCallback);
    response.sendStatus(200);
  });

  app.use(express.json());

  app.get('/api/songs', (_request, response) => {
    response.json(songs.list());
  });

  app.post('/api/songs', (request, response) => {
    const { title, source } = (request.body ?? {}) as { title?: unknown; source?: unknown };
    if (typeof title === 'string' && typeof source === 'string') response.status(201).json(songs.add(title, source));
    else response.status(422).json({ code: 'song.invalid', message: 'A song has a title and a source.' });
  });

  app.use(answerErrors);
  return app;
}
