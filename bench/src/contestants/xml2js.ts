import { Parser } from 'xml2js';
import { normalize } from '../canonical/normalize.ts';
import { validate } from '../canonical/validate.ts';
import type { Contestant } from './contestant.ts';

export const xml2js: Contestant = {
  name: 'xml2js + ajv',
  reads: ['xml'],
  parse: (body) => {
    let tree: unknown;
    // One parser for each document, as its own parseString does. Without `async` it calls back before it returns.
    new Parser({ explicitArray: false, explicitRoot: false, ignoreAttrs: true }).parseString(
      body.toString(),
      (error, result) => {
        if (error !== null) throw error;
        tree = result;
      },
    );
    return validate(normalize(tree));
  },
};
