import Koa, { type Middleware } from 'koa';
import { expectTypeOf, test } from 'vitest';

import { callbackParser, type Callback, type CallbackState, type VoiceSeparateJob } from '../src/index.ts';

test('it is middleware whatever the state is typed as', () => {
  expectTypeOf(callbackParser()).toExtend<Middleware>();
  expectTypeOf(callbackParser()).toExtend<Middleware<CallbackState>>();
  new Koa().use(callbackParser());
  new Koa<{ user: string }>().use(callbackParser({ validation: 'strict', limits: { bytes: 1 } }));
});

test('the callback is in the state, and narrows', () => {
  const app = new Koa<CallbackState & { user: string }>();
  app.use(callbackParser());
  app.use(({ state }) => {
    expectTypeOf(state.ciCallback).toEqualTypeOf<Callback>();
    expectTypeOf(state.user).toEqualTypeOf<string>();
    if (state.ciCallback.EventName !== 'TaskFinish') return;
    for (const job of state.ciCallback.JobsDetail)
      if (job.Tag === 'VoiceSeparate') expectTypeOf(job).toEqualTypeOf<VoiceSeparateJob>();
  });
});

test('unknown options are errors', () => {
  // @ts-expect-error: there is no such mode
  expectTypeOf(callbackParser({ validation: 'loose' })).toBeFunction();
  // @ts-expect-error: there is no such option
  expectTypeOf(callbackParser({ limit: '1mb' })).toBeFunction();
});
