import { callbackParser, type Callback, type CallbackState } from '@ci-callback/koa';
import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import Koa from 'koa';
import { answerErrors } from './answer-errors.ts';
import { requireToken } from './require-token.ts';
import type { SongLibrary } from './songs.ts';

export interface AppOptions {
  readonly songs: SongLibrary;
  /** The secret last part of the callback's URL. */
  readonly callbackToken: string;
  readonly onCallback: (callback: Callback) => void;
}

export function createApp({ songs, callbackToken, onCallback }: AppOptions): Koa {
  const router = new Router<CallbackState>();

  router.get('/', (context) => {
    context.body = 'Songs without their singers.\n';
  });

  router.get('/health', (context) => {
    context.body = { status: 'ok' };
  });

  router.post('/ci/callbacks/:token', requireToken(callbackToken), callbackParser(), (context) => {
    onCallback(context.state.ciCallback);
    context.status = 200;
  });

  router.get('/api/songs', (context) => {
    context.body = songs.list();
  });

  router.post('/api/songs', bodyParser(), (context) => {
    const { title, source } = (context.request.body ?? {}) as { title?: unknown; source?: unknown };
    if (typeof title === 'string' && typeof source === 'string') {
      context.status = 201;
      context.body = songs.add(title, source);
    } else {
      context.status = 422;
      context.body = { code: 'song.invalid', message: 'A song has a title and a source.' };
    }
  });

  const app = new Koa();
  app.use(answerErrors);
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
