import express, { Router, type RequestHandler } from 'express';
import { expectTypeOf, test } from 'vitest';

import { callbackParser, type Callback, type VoiceSeparateJob } from '../src/index.ts';

test('it is middleware for applications, routers and routes', () => {
  expectTypeOf(callbackParser()).toExtend<RequestHandler>();
  express().use(callbackParser());
  express().use('/ci', callbackParser({ validation: 'strict', limits: { bytes: 1 } }));
  Router().post('/ci/:secret', express.json(), callbackParser(), (request, response) => {
    expectTypeOf(request.ciCallback).toEqualTypeOf<Callback | undefined>();
    expectTypeOf(request.params.secret).toEqualTypeOf<string>();
    response.sendStatus(200);
  });
});

test('the callback narrows', () => {
  const app = express();
  app.post('/', callbackParser(), ({ ciCallback }) => {
    expectTypeOf(ciCallback).toEqualTypeOf<Callback | undefined>();
    if (ciCallback?.EventName !== 'TaskFinish') return;
    for (const job of ciCallback.JobsDetail)
      if (job.Tag === 'VoiceSeparate') expectTypeOf(job).toEqualTypeOf<VoiceSeparateJob>();
  });
});

test('unknown options are errors', () => {
  // @ts-expect-error: there is no such mode
  expectTypeOf(callbackParser({ validation: 'loose' })).toBeFunction();
  // @ts-expect-error: there is no such option
  expectTypeOf(callbackParser({ limit: '1mb' })).toBeFunction();
});
