import type { Contestant } from './contestant.ts';
import { fastXmlParser } from './fast-xml-parser.ts';
import { jsonParseAlone } from './json-parse-alone.ts';
import { jsonParseAsSent } from './json-parse-as-sent.ts';
import { jsonParse } from './json-parse.ts';
import { oursWithoutValidation } from './ours-without-validation.ts';
import { ours } from './ours.ts';
import { sax } from './sax.ts';
import { saxes } from './saxes.ts';
import { txml } from './txml.ts';
import { xml2js } from './xml2js.ts';

/** All, with ours first. */
export const contestants: readonly Contestant[] = [
  ours,
  oursWithoutValidation,
  jsonParse,
  jsonParseAlone,
  jsonParseAsSent,
  txml,
  saxes,
  sax,
  fastXmlParser,
  xml2js,
];

export const reference: Contestant = jsonParse;

export function contestantByName(name: string): Contestant {
  const found = contestants.find((contestant) => contestant.name === name);
  if (found === undefined) throw new Error(`There is no contestant ${name}`);
  return found;
}
