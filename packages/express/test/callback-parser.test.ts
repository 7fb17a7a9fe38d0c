import { Buffer } from 'node:buffer';

import type { ErrorRequestHandler, Express } from 'express';
import { afterEach, describe, expect, it } from 'vitest';

import { bodies, parsed } from '../../core/test/node/bodies.ts';
import { send, serve, type Answer, type Message, type Service } from '../../core/test/node/exchange.ts';
import { transmissions, whole } from '../../core/test/node/transmissions.ts';
import { callbackParser, parseXml } from '../src/index.ts';
import { bodyParsers, frameworks } from './body-parsers.ts';

let service: Service | undefined;
afterEach(() => service?.close());

async function ask(app: Express, message: Message): Promise<Answer> {
  service = await serve(app);
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
  it('sets the callback for one path alone', async () => {
    const app = framework();
    app.use('/ci', callbackParser());
    app.post(['/ci/:secret', '/other'], (request, response) => {
      response.json({ secret: request.params['secret'], callback: request.ciCallback });
    });
    expect((await ask(app, { path: '/ci/s3', ...transmissions.plain(bodies.XML) })).body).toEqual({
      secret: 's3',
      callback: parsed,
    });
    await service?.close();
    expect((await ask(app, { path: '/other', ...transmissions.plain(bodies.XML) })).body).toEqual({});
  });

  it.each([
    ['nothing', whole(Buffer.alloc(0)), 400],
    ['broken XML', whole(Buffer.from('<Response>')), 400],
    ['too much', whole(Buffer.alloc(1_048_577)), 413],
    ['another kind', whole(Buffer.from('hello')), 415],
    ['no callback', json('{"JobsDetail":[]}'), 422],
  ])("has Express' own handler answer for %s", async (__, message, status) => {
    const app = framework();
    app.set('env', 'test');
    app.post('/', callbackParser(), () => {
      throw new Error('not reached');
    });
    expect(await ask(app, message)).toMatchObject({ status });
  });

  it('hands errors on once, as they are', async () => {
    const errors: unknown[] = [];
    const app = framework();
    app.post('/', callbackParser());
    app.use(((error: unknown, _request, response, _next) => {
      errors.push(error);
      response.status(202).end();
    }) satisfies ErrorRequestHandler);
    expect(await ask(app, json('{'))).toMatchObject({ status: 202 });
    expect(errors).toEqual([
      expect.objectContaining({ code: expect.stringMatching(/^json\./) as string, status: 400 }),
    ]);
  });

  it('does not take the error of a handler for its own', async () => {
    let errors = 0;
    const app = framework();
    app.post('/', callbackParser(), () => {
      throw new Error('of the handler');
    });
    app.use(((error: Error, _request, response, _next) => {
      errors++;
      response.status(500).json(error.message);
    }) satisfies ErrorRequestHandler);
    expect(await ask(app, json('{"EventName":"Some"}'))).toMatchObject({ status: 500, body: 'of the handler' });
    expect(errors).toBe(1);
  });

  it('keeps to its limit, also for what a parser before it has kept', async () => {
    const app = framework();
    app.post('/', framework.text({ type: () => true }), callbackParser({ limits: { bytes: 1000 } }));
    app.use(((error: { code: string }, _request, response, _next) => {
      response.json(error.code);
    }) satisfies ErrorRequestHandler);
    expect((await ask(app, transmissions.plain(bodies.XML))).body).toBe('body.too_large');
  });

  it.each(Object.entries(bodyParsers))('does not disturb %s behind it', async (__, makeParsers) => {
    const app = framework();
    app.use(callbackParser(), ...makeParsers(framework));
    app.post('/', (request, response) => {
      response.json(request.ciCallback);
    });
    for (const [type, body] of [['application/json', bodies.JSON] as const, ['application/xml', bodies.XML] as const]) {
      const { headers, pieces } = transmissions.chunked(body);
      expect((await ask(app, { headers: { ...headers, 'content-type': type }, pieces })).body).toEqual(parsed);
      await service?.close();
    }
  });

  it('keeps requests apart', async () => {
    const app = framework();
    app.post('/', framework.json(), callbackParser(), (request, response) => {
      response.json(request.ciCallback);
    });
    service = await serve(app);
    const { port } = service;
    const names = Array.from({ length: 100 }, (__, index) => `Event${index}`);
    const answers = await Promise.all(names.map((name) => send(port, json(JSON.stringify({ EventName: name })))));
    expect(answers.map(({ body }) => body)).toEqual(names.map((EventName) => ({ EventName })));
  });
});
