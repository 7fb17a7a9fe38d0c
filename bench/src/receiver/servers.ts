import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { createReceiver, unsafeNoAuth, urlToken, type Receiver, type ReceiverOptions } from '@ci-callback/core';
import { createCallbackReader } from '@ci-callback/core/node';
import { callbackParser, callbackReceiver } from '@ci-callback/express';
import { callbackParser as koaParser, callbackReceiver as koaReceiver } from '@ci-callback/koa';
import { bodyParser } from '@koa/bodyparser';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { XMLParser } from 'fast-xml-parser';
import Koa from 'koa';

export const token = 'a-token-for-measurements-alone';

const path = '/ci-callback';
const read = createCallbackReader();
const readCallback = answering((request) => read({ request }));

/** What every server answers. */
export const answer = '{"code":"ok"}';

/** What is measured with each framework. */
export const kinds = ['body', 'callback', 'hand', 'receiver'] as const;

/**
 * Servers by framework:
 * - `body`: the body is read in the usual way, nobody looks at it, and the answer is sent.
 * - `callback`: the handler gets the callback by core's own middleware, and the answer is sent: no authentication, nothing against duplicates.
 * - `hand`: a handler as people write it: the body as text, fast-xml-parser, a token compared, the job looked at; nothing is validated.
 * - `receiver`: all that a receiver does by default.
 */
export const servers: Readonly<Record<string, Readonly<Record<(typeof kinds)[number], () => Server>>>> = {
  'node:http': {
    body: () => createServer(answering((request) => buffer(request))),
    callback: () => createServer(readCallback),
    hand: () => createServer(answering(async (request) => handleText(request.url, await text(request)))),
    receiver: () => createServer(listening()),
  },
  Express: {
    body: () => createServer(express().all(path, express.raw({ type: '*/*' }), sendAnswer)),
    callback: () => createServer(express().all(path, callbackParser() as RequestHandler, sendAnswer)),
    hand: () =>
      createServer(
        express().all(path, express.text({ type: '*/*' }), (request, response) => {
          handleText(request.url, request.body as string);
          sendAnswer(request, response);
        }),
      ),
    receiver: () => createServer(express().all(path, callbackReceiver(ready()))),
  },
  Koa: {
    body: () =>
      createServer(
        new Koa()
          .use(bodyParser({ enableTypes: ['xml'] }))
          .use(setAnswer)
          .callback(),
      ),
    callback: () => createServer(new Koa().use(koaParser()).use(setAnswer).callback()),
    hand: () =>
      createServer(
        new Koa()
          .use(bodyParser({ enableTypes: ['xml'] }))
          .use((context) => {
            handleText(context.url, context.request.rawBody);
            setAnswer(context);
          })
          .callback(),
      ),
    receiver: () => createServer(new Koa().use(koaReceiver(ready())).callback()),
  },
};

/** What a receiver on node:http does, part by part: makes listeners, by what they do. */
export const parts: Readonly<Record<string, () => RequestListener>> = {
  'callback read': () => readCallback,
  'receiver without authentication and idempotency': () => listening({ auth: unsafeNoAuth(), idempotency: false }),
  'with authentication alone': () => listening({ idempotency: false }),
  'with idempotency alone': () => listening({ auth: unsafeNoAuth() }),
  'with both, as by default': () => listening(),
};

/** All parts in one server: the query of a request begins with the index of its part. */
export function partsServer(): Server {
  const listeners = Object.values(parts).map((make) => make());
  return createServer((request, response) => {
    const index = Number(new URLSearchParams(request.url?.split('?')[1]).get('part'));
    listeners[index]?.(request, response);
  });
}

/** A receiver whose handler counts jobs; what it has not understood fails the measurement, since it isn't answered with 200. */
function ready(options?: Partial<ReceiverOptions>): Receiver {
  const counts = { jobs: 0 };
  return createReceiver({ auth: urlToken(token), ...options }).on('VoiceSeparate', ({ State }) => {
    if (State === 'Success') counts.jobs++;
  });
}

function listening(options?: Partial<ReceiverOptions>): RequestListener {
  const receiver = ready(options);
  return (request, response) => void receiver.node(request, response);
}

function answering(work: (request: IncomingMessage) => Promise<unknown>): RequestListener {
  const respond = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    await work(request);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  };
  return (request, response) => void respond(request, response);
}

function sendAnswer(_request: Request, response: Response): void {
  response.type('json').send(answer);
}

function setAnswer(context: Koa.Context): void {
  context.type = 'json';
  context.body = answer;
}

const parser = new XMLParser({ ignoreDeclaration: true, parseTagValue: false });

/** What a handler by hand does with a request. */
function handleText(url: string | undefined, body: string | undefined): void {
  if (new URL(url ?? '', 'http://localhost').searchParams.get('token') !== token) throw new Error('Wrong token');
  const tree = parser.parse(body ?? '') as { readonly Response: { readonly JobsDetail: { readonly State: string } } };
  if (tree.Response.JobsDetail.State !== 'Success') throw new Error('No success');
}
