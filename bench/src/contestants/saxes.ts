import { SaxesParser } from 'saxes';
import { normalize } from '../canonical/normalize.ts';
import { TreeBuilder } from '../canonical/tree-builder.ts';
import { validate } from '../canonical/validate.ts';
import type { Contestant } from './contestant.ts';

export const saxes: Contestant = {
  name: 'saxes + ajv',
  reads: ['xml'],
  parse: (body) => {
    const parser = new SaxesParser();
    const builder = new TreeBuilder();
    parser.on('opentag', ({ name }) => builder.open(name));
    parser.on('text', (text) => builder.text(text));
    parser.on('cdata', (text) => builder.text(text));
    parser.on('closetag', () => builder.close());
    parser.write(body.toString()).close();
    return validate(normalize(builder.root));
  },
};
