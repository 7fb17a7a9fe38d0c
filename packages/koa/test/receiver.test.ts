import { Router } from '@koa/router';

import { serve } from '../../core/test/node/exchange.ts';
import { testHttpStack, type Exclusion } from '../../core/test/receiver/http-stack.ts';
import { parsedCases } from '../../core/test/receiver/parsed-cases.ts';
import { callbackReceiver } from '../src/index.ts';
import { bodyParsers, frameworks } from './body-parsers.ts';

const torn: Exclusion = {
  title: 'XML as a form',
  why: 'the form parser tears the text at each = and &',
  answer: { status: 500, code: 'body.consumed' },
};

for (const [name, framework] of Object.entries(frameworks)) {
  testHttpStack({
    name: `${name}, without a router`,
    start: (receiver) => serve(new framework().use(callbackReceiver(receiver)).callback()),
  });

  testHttpStack({
    name: `${name}, where the path was changed`,
    start: (receiver) => {
      const app = new framework();
      app.use((context, next) => {
        context.url = '/';
        return next();
      });
      return serve(app.use(callbackReceiver(receiver)).callback());
    },
  });

  testHttpStack({
    name: `${name}, in a router that is mounted`,
    start: (receiver) => {
      const router = new Router({ prefix: '/hooks' });
      router.all(['/ci-callback', '/ci-callback/:token'], callbackReceiver(receiver));
      return serve(new framework().use(router.routes()).callback());
    },
  });

  for (const [parser, makeParsers] of Object.entries(bodyParsers)) {
    testHttpStack({
      name: `${name}, behind ${parser}`,
      start: (receiver) => {
        const app = new framework();
        for (const middleware of makeParsers()) app.use(middleware);
        return serve(app.use(callbackReceiver(receiver)).callback());
      },
      cases: parsedCases,
      exclusions: parser.endsWith('bodyparser, its body alone') ? [torn] : [],
    });
  }
}
