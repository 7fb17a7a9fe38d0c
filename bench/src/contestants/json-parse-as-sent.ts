import { normalize } from '../canonical/normalize.ts';
import { validate } from '../canonical/validate.ts';
import type { Contestant } from './contestant.ts';

/** What a careful user writes for JSON. */
export const jsonParseAsSent: Contestant = {
  name: 'JSON.parse as sent, normalised + ajv',
  reads: ['json'],
  parse: (body) => validate(normalize(JSON.parse(body.toString()))),
};
