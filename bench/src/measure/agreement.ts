import { isDeepStrictEqual } from 'node:util';
import { inputFor, type Body } from '../bodies/index.ts';
import type { Contestant } from '../contestants/contestant.ts';

/** Why a contestant is left out for a body; undefined if it gives the same object as ours. */
export function disagreement(contestant: Contestant, body: Body): string | undefined {
  const input = inputFor(contestant, body);
  if (input === undefined) return `reads no ${body.format.toUpperCase()}`;
  try {
    return isDeepStrictEqual(plain(contestant.parse(input)), plain(body.canonical))
      ? undefined
      : 'gives another object';
  } catch (error) {
    return `fails: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Parsers differ in the prototypes of their objects, which are no data. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
