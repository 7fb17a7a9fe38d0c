import { createServer, type RequestListener, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createReceiver, urlToken, type Receiver } from '@ci-callback/core';
import { callbackReceiver } from '@ci-callback/express';
import { callbackReceiver as koaReceiver } from '@ci-callback/koa';
import { bodyParser } from '@koa/bodyparser';
import express from 'express';
import Koa from 'koa';

export const token = 'a-token-for-measurements-alone';

/** What every server answers. */
export const answer = '{"code":"ok"}';

/**
 * Servers by framework: a handler that has the body read in the usual way, looks at nothing and answers, and a receiver with all that it
 * does by default.
 */
export const servers: Readonly<Record<string, Readonly<Record<'bare' | 'receiver', () => Server>>>> = {
  'node:http': {
    bare: () => createServer((...exchange) => void answerWhenRead(...exchange)),
    receiver: () => createServer(ready().node as RequestListener),
  },
  Express: {
    bare: () =>
      createServer(
        express().all('/ci-callback', express.raw({ type: '*/*' }), (_request, response) => {
          response.type('json').send(answer);
        }),
      ),
    receiver: () => createServer(express().all('/ci-callback', callbackReceiver(ready()))),
  },
  Koa: {
    bare: () =>
      createServer(
        new Koa()
          .use(bodyParser({ enableTypes: ['xml'] }))
          .use((context) => {
            context.type = 'json';
            context.body = answer;
          })
          .callback(),
      ),
    receiver: () => createServer(new Koa().use(koaReceiver(ready())).callback()),
  },
};

/** A receiver whose handler counts jobs; what it has not understood fails the measurement, since it isn't answered with 200. */
function ready(): Receiver {
  const counts = { jobs: 0 };
  return createReceiver({ auth: urlToken(token) }).on('VoiceSeparate', ({ State }) => {
    if (State === 'Success') counts.jobs++;
  });
}

const answerWhenRead = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
  await buffer(request);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
  response.end(answer);
};
