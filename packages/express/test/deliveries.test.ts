import type express from 'express';
import type { ErrorRequestHandler } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parsed } from '../../core/test/node/bodies.ts';
import { deliveries, form, type Loss } from '../../core/test/node/deliveries.ts';
import { send, serve, type Service } from '../../core/test/node/exchange.ts';
import { callbackParser, CallbackError } from '../src/index.ts';
import { bodyParsers, frameworks } from './body-parsers.ts';

/** What can't be had back, and why. Everything else must give the callback. */
const losses: readonly Loss[] = [
  {
    why: 'urlencoded() takes the text for a form and tears it at each = and &',
    when: (parser, { contentType }) => contentType === form && /^urlencoded\(\)|in a row/.test(parser),
    answer: { status: 500, code: 'body.consumed' },
  },
  {
    why: 'express-xml-bodyparser reads compressed bytes as text and fails itself',
    when: (parser, { contentType, transmission }) =>
      parser.startsWith('express-xml-bodyparser') && contentType.includes('xml') && transmission === 'gzip',
    answer: { status: 400, code: 'the parser before' },
  },
];

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) next(error);
  else if (error instanceof CallbackError) response.status(error.status).json(error.code);
  else response.status(400).json('the parser before');
};

function application(framework: typeof express, before: express.RequestHandler[]): express.Express {
  const app = framework();
  app.post('/', ...before, callbackParser(), (request, response) => {
    response.json(request.ciCallback);
  });
  app.use(answerError);
  return app;
}

describe.each(Object.entries(frameworks))('%s', (_, framework) => {
  describe.each(Object.entries(bodyParsers))('behind %s', (parser, makeParsers) => {
    let service: Service;
    beforeAll(async () => {
      service = await serve(application(framework, makeParsers(framework)));
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
