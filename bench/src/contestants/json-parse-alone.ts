import type { Contestant } from './contestant.ts';

export const jsonParseAlone: Contestant = {
  name: 'JSON.parse alone',
  reads: [],
  parse: (body) => JSON.parse(body.toString()) as object,
};
