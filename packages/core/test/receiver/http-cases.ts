import { authenticationCases } from './cases/authentication.ts';
import { bodyCases } from './cases/bodies.ts';
import { handlingCases } from './cases/handling.ts';
import { methodCases } from './cases/methods.ts';
import { transportCases } from './cases/transport.ts';
import type { HttpCase } from './http-case.ts';

/** What every stack that a receiver can stand in must answer alike. */
export const httpCases: readonly HttpCase[] = [
  ...methodCases,
  ...authenticationCases,
  ...bodyCases,
  ...handlingCases,
  ...transportCases,
];
