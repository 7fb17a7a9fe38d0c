import express from 'express';
import express4 from 'express4';

import { serve } from '../../core/test/node/exchange.ts';
import { path } from '../../core/test/receiver/http-case.ts';
import { testHttpStack, type Exclusion } from '../../core/test/receiver/http-stack.ts';
import { callbackReceiver } from '../src/index.ts';

const paths = [path, `${path}/:token`];

/** Express decodes parameters of a path itself. */
const exclusions: readonly Exclusion[] = [
  {
    title: 'broken escape in the path',
    why: 'Express refuses a parameter that it can not decode',
    answer: { status: 400, code: undefined },
  },
];

for (const [name, framework] of Object.entries({ 'Express 4': express4, 'Express 5': express })) {
  testHttpStack({
    name: `${name}, at a path`,
    // In other environments Express' own page tells the sender what he sent.
    start: (receiver) => serve(framework().set('env', 'production').all(paths, callbackReceiver(receiver))),
    exclusions,
  });

  testHttpStack({
    name: `${name}, in a router that is mounted`,
    start: (receiver) => {
      const router = framework.Router().use('/ci-callback', callbackReceiver(receiver));
      return serve(framework().use('/hooks', router));
    },
  });
}
