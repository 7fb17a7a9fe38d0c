import { kindOf } from '../options/kind-of.ts';
import type { Authenticator } from './authenticator.ts';

/** @throws {TypeError} if there are none, or one is no function */
export function requireAuthenticators(name: string, authenticators: readonly Authenticator[]): void {
  if (authenticators.length === 0) throw new TypeError(`${name}() needs at least one authenticator.`);
  for (const authenticator of authenticators) {
    if (typeof authenticator === 'function') continue;
    throw new TypeError(`${name}() takes authenticators, which are functions, and not ${kindOf(authenticator)}.`);
  }
}
