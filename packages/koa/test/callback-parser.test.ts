import { Buffer } from 'node:buffer';
import { buffer } from 'node:stream/consumers';

import type Koa from 'koa';
import { afterEach, describe, expect, it } from 'vitest';

import { bodies, parsed } from '../../core/test/node/bodies.ts';
import { send, serve, type Answer, type Message, type Service } from '../../core/test/node/exchange.ts';
import { transmissions, whole } from '../../core/test/node/transmissions.ts';
import { callbackParser, parseXml, type CallbackState } from '../src/index.ts';
import { bodyParsers, frameworks } from './body-parsers.ts';

let service: Service | undefined;
afterEach(() => service?.close());

async function ask(app: Koa<CallbackState>, message: Message): Promise<Answer> {
  app.silent = true;
  service = await serve(app.callback());
  return send(service.port, message);
}

function json(text: string): Message {
  const { headers, pieces } = whole(Buffer.from(text));
  return { headers: { ...headers, 'content-type': 'application/json' }, pieces };
}

it('brings all of core along', () => {
  expect(parseXml(bodies.XML)).toEqual(parsed);
});

it('refuses options that make no sense before any request', () => {
  expect(() => callbackParser({ limits: { bytes: -1 } })).toThrow(TypeError);
  expect(() => callbackParser({ validation: 'loose' as 'strict' })).toThrow(TypeError);
  const receiverOptions: object = { auth: () => true };
  expect(() => callbackParser(receiverOptions)).toThrow('callbackParser: auth: there is no such option');
});

describe.each(Object.entries(frameworks))('%s', (_, framework) => {
  it.each([
    ['nothing', whole(Buffer.alloc(0)), 400, /empty/],
    ['broken XML', whole(Buffer.from('<Response>')), 400, /line 1, column 11/],
    ['too much', whole(Buffer.alloc(1_048_577)), 413, /1048576 bytes/],
    ['another kind', whole(Buffer.from('hello')), 415, /neither XML nor JSON/],
    ['no callback', json('{"JobsDetail":[]}'), 422, /EventName/],
  ])('answers for %s with the reason', async (__, message, status, reason) => {
    const app = new framework<CallbackState>();
    app.use(callbackParser());
    expect(await ask(app, message)).toMatchObject({ status, body: expect.stringMatching(reason) as string });
  });

  it("does not tell the sender of the server's own faults", async () => {
    const app = new framework<CallbackState>();
    app.use(async ({ req }, next) => {
      await buffer(req);
      await next();
    });
    app.use(callbackParser());
    expect(await ask(app, transmissions.plain(bodies.XML))).toMatchObject({
      status: 500,
      body: 'Internal Server Error',
    });
  });

  it('throws errors as they are', async () => {
    let caught: unknown;
    const app = new framework<CallbackState>();
    app.use(async (context, next) => {
      await next().catch((error: unknown) => {
        caught = error;
      });
      context.status = 202;
    });
    app.use(callbackParser());
    expect(await ask(app, json('{'))).toMatchObject({ status: 202 });
    expect(caught).toMatchObject({ code: expect.stringMatching(/^json\./) as string, status: 400, expose: true });
  });

  it('waits for what is behind it', async () => {
    const order: string[] = [];
    const app = new framework<CallbackState>();
    app.use(async (context, next) => {
      await next();
      order.push('after');
      context.body = order;
    });
    app.use(callbackParser());
    app.use(async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      order.push('handler');
    });
    expect((await ask(app, transmissions.plain(bodies.XML))).body).toEqual(['handler', 'after']);
  });

  it.each([
    ['request.rawBody', 'request', { rawBody: bodies.XML.toString(), body: { EventName: 'Other' } }],
    ['req.rawBody', 'req', { rawBody: bodies.XML, body: { EventName: 'Other' } }],
    ['request.body', 'request', { body: JSON.parse(bodies.JSON.toString()) as object }],
    ['req.body', 'req', { body: JSON.parse(bodies.JSON.toString()) as object }],
  ] as const)('finds the body as %s', async (__, where, what) => {
    const app = new framework<CallbackState>();
    app.use(async (context, next) => {
      await buffer(context.req);
      Object.assign(context[where], what);
      await next();
    });
    app.use(callbackParser());
    app.use((context) => {
      context.body = context.state.ciCallback;
    });
    expect((await ask(app, transmissions.plain(bodies.XML))).body).toEqual(parsed);
  });

  it.each(Object.entries(bodyParsers))('does not disturb %s behind it', async (__, makeParsers) => {
    const app = new framework<CallbackState>();
    app.use(callbackParser());
    for (const middleware of makeParsers()) app.use(middleware);
    app.use((context) => {
      context.body = context.state.ciCallback;
    });
    for (const [type, body] of [['application/json', bodies.JSON] as const, ['application/xml', bodies.XML] as const]) {
      const { headers, pieces } = transmissions.chunked(body);
      expect((await ask(app, { headers: { ...headers, 'content-type': type }, pieces })).body).toEqual(parsed);
      await service?.close();
    }
  });

  it('keeps what other middleware has put into the state', async () => {
    const app = new framework<CallbackState & { user: string }>();
    app.use(async (context, next) => {
      context.state.user = 'u1';
      await next();
    });
    app.use(callbackParser());
    app.use((context) => {
      context.body = [context.state.user, context.state.ciCallback.EventName];
    });
    app.silent = true;
    service = await serve(app.callback());
    expect((await send(service.port, transmissions.plain(bodies.XML))).body).toEqual(['u1', 'TaskFinish']);
  });
});
