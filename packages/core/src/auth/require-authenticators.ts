import type { Authenticator } from './authenticator.ts';

/** @throws {TypeError} if there are none, or one is no function */
export function requireAuthenticators(name: string, authenticators: readonly Authenticator[]): void {
  if (authenticators.length === 0) throw new TypeError(`${name}() needs at least one authenticator.`);
  if (!authenticators.every((authenticator) => typeof authenticator === 'function')) {
    throw new TypeError(`${name}() takes authenticators, which are functions.`);
  }
}
