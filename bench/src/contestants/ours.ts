import { parseCallback } from '@ci-callback/core';
import { noLimits } from '../bodies/limits.ts';
import type { Contestant } from './contestant.ts';

const options = { limits: noLimits };

export const ours: Contestant = {
  name: 'ci-callback',
  reads: ['xml', 'json'],
  parse: (body) => parseCallback(body, options),
};
