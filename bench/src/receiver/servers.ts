import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createReceiver, urlToken, type Receiver } from '@ci-callback/core';
import { callbackReceiver } from '@ci-callback/express';
import { callbackReceiver as koaReceiver } from '@ci-callback/koa';
import express from 'express';
import Koa from 'koa';

export const token = 'a-token-for-measurements-alone';

/** What every server answers. */
export const answer = '{"code":"ok"}';

/** Servers by framework: the least that can be done with a body, and a receiver with all that it does by default. */
export const servers: Readonly<Record<string, Readonly<Record<'bare' | 'receiver', () => Server>>>> = {
  'node:http': {
    bare: () => createServer(bareListener),
    receiver: () => createServer(ready().node as RequestListener),
  },
  Express: {
    bare: () =>
      createServer(
        express().all('/ci-callback', (request, response) => {
          drain(request, () => response.type('json').send(answer));
        }),
      ),
    receiver: () => createServer(express().all('/ci-callback', callbackReceiver(ready()))),
  },
  Koa: {
    bare: () =>
      createServer(
        new Koa()
          .use(async (context) => {
            await new Promise<void>((resolve) => {
              drain(context.req, resolve);
            });
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

const bareListener: RequestListener = (request, response) => {
  drain(request, () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
};

/** Reads a body as simply as can be, and keeps it until its end. */
function drain(request: IncomingMessage, done: () => unknown): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (Buffer.concat(chunks).length === 0) throw new Error('There was no body');
    done();
  });
}
