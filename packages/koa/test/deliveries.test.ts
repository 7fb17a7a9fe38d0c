import type Koa from 'koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parsed } from '../../core/test/node/bodies.ts';
import { deliveries, form, type Loss } from '../../core/test/node/deliveries.ts';
import { send, serve, type Service } from '../../core/test/node/exchange.ts';
import { CallbackError, callbackParser, type CallbackState } from '../src/index.ts';
import { bodyParsers, frameworks } from './body-parsers.ts';

/** What can't be had back, and why. Everything else must give the callback. */
const losses: readonly Loss[] = [
  {
    why: 'the form parser tears the text at each = and &',
    when: (parser, { contentType }) => contentType === form && parser.endsWith('bodyparser, its body alone'),
    answer: { status: 500, code: 'body.consumed' },
  },
  {
    why: 'koa-xml-body reads compressed bytes as text and fails itself',
    when: (parser, { contentType, transmission }) =>
      parser.startsWith('koa-xml-body') && contentType.includes('xml') && transmission === 'gzip',
    answer: { status: 400, code: 'the parser before' },
  },
];

function application(framework: typeof Koa, before: Koa.Middleware[]): Koa<CallbackState> {
  const app = new framework<CallbackState>();
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      context.status = error instanceof CallbackError ? error.status : 400;
      context.body = JSON.stringify(error instanceof CallbackError ? error.code : 'the parser before');
    }
  });
  for (const middleware of before) app.use(middleware);
  app.use(callbackParser());
  app.use((context) => {
    context.body = context.state.ciCallback;
  });
  return app;
}

describe.each(Object.entries(frameworks))('%s', (_, framework) => {
  describe.each(Object.entries(bodyParsers))('behind %s', (parser, makeParsers) => {
    let service: Service;
    beforeAll(async () => {
      service = await serve(application(framework, makeParsers()).callback());
    });
    afterAll(() => service.close());

    for (const delivery of deliveries) {
      const loss = losses.find(({ when }) => when(parser, delivery));
      it(loss === undefined ? `reads ${delivery.title}` : `can't read ${delivery.title}: ${loss.why}`, async () => {
        const answer = await send(service.port, delivery.message);
        expect(answer.body).toEqual(loss === undefined ? parsed : loss.answer.code);
        expect(answer.status).toBe(loss === undefined ? 200 : loss.answer.status);
      });
    }
  });
});
