import type { ErrorRequestHandler } from 'express';
import { expect, it } from 'vitest';

import { send, serve } from '../../core/test/node/exchange.ts';
import { whole } from '../../core/test/node/transmissions.ts';
import { invalidSamples, sample } from '../../core/test/samples.ts';
import { CallbackError, callbackParser } from '../src/index.ts';
import { frameworks } from './body-parsers.ts';

it.each(Object.entries(frameworks))(
  '%s answers every invalid sample with its status and code',
  async (_, framework) => {
    const app = framework();
    app.post('/', callbackParser(), (_request, response) => {
      response.sendStatus(200);
    });
    app.use(((error, _request, response, _next) => {
      if (error instanceof CallbackError) response.status(error.status).json({ code: error.code });
      else response.status(599).json({ code: String(error) });
    }) satisfies ErrorRequestHandler);
    const service = await serve(app);
    try {
      for (const [path, { status, code }] of invalidSamples) {
        const answer = await send(service.port, whole(sample(path)));
        expect({ path, status: answer.status, body: answer.body }).toEqual({ path, status, body: { code } });
      }
    } finally {
      await service.close();
    }
  },
);
