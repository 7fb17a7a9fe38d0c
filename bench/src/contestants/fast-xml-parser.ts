import { XMLParser } from 'fast-xml-parser';
import { normalize } from '../canonical/normalize.ts';
import { validate } from '../canonical/validate.ts';
import type { Contestant } from './contestant.ts';

const parser = new XMLParser({ ignoreDeclaration: true, ignorePiTags: true, parseTagValue: false });

/** Without its validator, so it accepts what is not well-formed. */
export const fastXmlParser: Contestant = {
  name: 'fast-xml-parser + ajv',
  reads: ['xml'],
  parse: (body) => validate(normalize((parser.parse(body.toString()) as { readonly Response: unknown }).Response)),
};
