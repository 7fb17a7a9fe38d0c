import { kindOf } from './kind-of.ts';

/** Every name that some options have, which the compiler compares with their type. */
export type OptionNames<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Makes sure that options are an object and have no name but the known ones: one that is misspelt would otherwise change nothing, and nobody
 * would hear of it. Names that are inherited don't count.
 *
 * @param asker the function that takes the options, for messages
 * @param path where they are, if they are a part of others
 * @throws {TypeError}
 */
export function requireOptions<Options extends object>(
  asker: string,
  given: Options,
  names: OptionNames<Options>,
  path?: string,
): void {
  requireObject(asker, given, path);
  for (const name of Object.keys(given)) {
    if (names[name as keyof Options] === true) continue;
    const place = path === undefined ? name : `${path}.${name}`;
    const known = Object.keys(names);
    const there = `there ${known.length === 1 ? 'is' : 'are'} ${listed(known)}`;
    throw new TypeError(`${asker}: ${place}: there is no such option; ${there}.`);
  }
}

/** @throws {TypeError} if options, or a part of them, are no object */
export function requireObject(asker: string, given: unknown, path = 'options', expected = 'an object'): void {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return;
  throw new TypeError(`${asker}: ${path} must be ${expected}, not ${kindOf(given)}.`);
}

/** Names in a sentence: `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
