import type { Callback } from '@ci-callback/core';
import { callbackParser, callbackReceiver, createReceiver, urlToken, type CallbackState } from '@ci-callback/koa';
import Koa from 'koa';

const app = new Koa<CallbackState>();
app.use(callbackParser({ validation: 'lenient' }));
app.use((context) => {
  const received: Callback = context.state.ciCallback;
  context.body = received.EventName;
});
const receiver = createReceiver({ auth: urlToken('a-token-of-consumers') });
app.use(callbackReceiver(receiver));
new Koa().use(callbackReceiver(receiver));
// @ts-expect-error -- there is no such option
callbackParser({ strict: true });
