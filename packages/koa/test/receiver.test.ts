import { Router } from '@koa/router';

import { serve } from '../../core/test/node/exchange.ts';
import { testHttpStack } from '../../core/test/receiver/http-stack.ts';
import { callbackReceiver } from '../src/index.ts';
import { frameworks } from './body-parsers.ts';

for (const [name, framework] of Object.entries(frameworks)) {
  testHttpStack({
    name: `${name}, without a router`,
    start: (receiver) => serve(new framework().use(callbackReceiver(receiver)).callback()),
  });

  testHttpStack({
    name: `${name}, in a router that is mounted`,
    start: (receiver) => {
      const router = new Router({ prefix: '/hooks' });
      router.all(['/ci-callback', '/ci-callback/:token'], callbackReceiver(receiver));
      return serve(new framework().use(router.routes()).callback());
    },
  });
}
