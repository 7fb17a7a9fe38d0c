import { validate } from '../canonical/validate.ts';
import type { Contestant } from './contestant.ts';

/** The least that any way can do: the data is canonical already, so that nothing has to be normalised. */
export const jsonParse: Contestant = {
  name: 'JSON.parse + ajv',
  reads: [],
  parse: (body) => validate(JSON.parse(body.toString()) as object),
};
