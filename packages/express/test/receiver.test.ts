import { serve } from '../../core/test/node/exchange.ts';
import { path } from '../../core/test/receiver/http-case.ts';
import { testHttpStack, type Exclusion } from '../../core/test/receiver/http-stack.ts';
import { parsedCases } from '../../core/test/receiver/parsed-cases.ts';
import { callbackReceiver } from '../src/index.ts';
import { bodyParsers, frameworks } from './body-parsers.ts';

const paths = [path, `${path}/:token`];

/** Express decodes parameters of a path itself. */
const exclusions: readonly Exclusion[] = [
  {
    title: 'broken escape in the path',
    why: 'Express refuses a parameter that it can not decode',
    answer: { status: 400, code: undefined },
  },
];

const torn: Exclusion = {
  title: 'XML as a form',
  why: 'urlencoded() takes the text for a form and tears it at each = and &',
  answer: { status: 500, code: 'body.consumed' },
};

for (const [name, framework] of Object.entries(frameworks)) {
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

  for (const [parser, makeParsers] of Object.entries(bodyParsers)) {
    testHttpStack({
      name: `${name}, behind ${parser}`,
      start: (receiver) => serve(framework().use(...makeParsers(framework), callbackReceiver(receiver))),
      cases: parsedCases,
      exclusions: /^urlencoded\(\)|in a row/.test(parser) ? [torn] : [],
    });
  }
}
