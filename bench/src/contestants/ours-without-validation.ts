import { parseCallback } from '@ci-callback/core';
import { noLimits } from '../bodies/limits.ts';
import type { Contestant } from './contestant.ts';

const options = { limits: noLimits, validation: 'off' } as const;

export const oursWithoutValidation: Contestant = {
  name: 'ci-callback, validation off',
  reads: ['xml', 'json'],
  parse: (body) => parseCallback(body, options),
};
