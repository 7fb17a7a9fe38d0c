import saxModule from 'sax';
import { normalize } from '../canonical/normalize.ts';
import { TreeBuilder } from '../canonical/tree-builder.ts';
import { validate } from '../canonical/validate.ts';
import type { Contestant } from './contestant.ts';

export const sax: Contestant = {
  name: 'sax + ajv',
  reads: ['xml'],
  parse: (body) => {
    const parser = saxModule.parser(true, { position: false });
    const builder = new TreeBuilder();
    // Set one by one: with Object.assign, V8 makes a slow object of the parser, and xml2js, which has the same sax, pays as well.
    parser.onerror = (error) => {
      throw error;
    };
    parser.onopentag = ({ name }) => builder.open(name);
    parser.ontext = (text) => builder.text(text);
    parser.oncdata = (text) => builder.text(text);
    parser.onclosetag = () => builder.close();
    parser.write(body.toString()).close();
    return validate(normalize(builder.root));
  },
};
