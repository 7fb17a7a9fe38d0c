import type { Authenticator } from './authenticator.ts';

/**
 * Lets everything in: whoever finds the URL can make handlers run with any callback that he likes, as often as he likes. Only for
 * tests, and where something in front of the receiver has authenticated the sender already.
 *
 * @example
 * ```ts
 * const whileTesting = unsafeNoAuth();
 * ```
 */
export function unsafeNoAuth(): Authenticator {
  return () => true;
}
