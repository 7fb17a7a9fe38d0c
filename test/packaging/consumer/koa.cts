import koaPackage = require('@ci-callback/koa');
import Koa = require('koa');

const app = new Koa<koaPackage.CallbackState>();
app.use(koaPackage.callbackParser());
app.use((context) => {
  const received: koaPackage.Callback = context.state.ciCallback;
  context.body = received.EventName;
});

const receiver = koaPackage.createReceiver({ auth: koaPackage.urlToken('a-token-of-consumers') });
app.use(koaPackage.callbackReceiver(receiver));
