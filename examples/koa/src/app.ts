import { callbackReceiver, createReceiver, urlToken, type Logger, type Receiver } from '@ci-callback/koa';
import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import Koa from 'koa';
import type { SongLibrary } from './songs.ts';

export interface AppOptions {
  readonly songs: SongLibrary;
  /** The secret in the callback's URL: `?token=…`, 16 characters or more. */
  readonly callbackToken: string;
  /** The console for warnings and errors if left out. */
  readonly logger?: Logger;
}

export interface SongApp {
  readonly app: Koa;
  readonly receiver: Receiver;
}

export function createApp({ songs, callbackToken, logger }: AppOptions): SongApp {
  let failures = 0;

  const receiver = createReceiver({ auth: urlToken(callbackToken), logger })
    .on('VoiceSeparate', {
      success: (job) => songs.finish(job, 'separated'),
      failed: (job) => songs.finish(job, 'failed'),
      other: (job) => {
        // The other states are stages on the way, for which a song goes on waiting.
        if (job.State === 'Cancel') songs.finish(job, 'failed');
      },
    })
    .onUnknown((_value, context) => context.logger.info({}, 'Of no use here.'))
    // The error has been logged by then.
    .onError(() => failures++);

  const router = new Router();

  router.get('/', (context) => {
    context.body = 'Songs without their singers.\n';
  });

  router.get('/health', (context) => {
    context.body = { status: 'ok', failures };
  });

  router.all('/ci/callbacks', callbackReceiver(receiver));

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
  app.use(router.routes());
  app.use(router.allowedMethods());
  return { app, receiver };
}
