import { equalDigests, sha256 } from '../platform/digest.ts';
import { kindOf } from '../options/kind-of.ts';
import { together, whenThere, type Soon } from '../platform/soon.ts';

/**
 * The tokens or secrets of an option that takes one or several.
 * @param asker the function that has the option, for messages
 * @param problemOf says what is wrong with one, without any part of it
 * @throws {TypeError} if there are none, or if one can't be used
 */
export function secretList(
  asker: string,
  name: string,
  given: string | readonly string[],
  problemOf: (text: string) => string | undefined,
): readonly string[] {
  const list: readonly unknown[] = Array.isArray(given) ? [...(given as readonly unknown[])] : [given];
  if (list.length === 0) throw new TypeError(`${asker} needs at least one ${name}.`);
  return list.map((text, index) => {
    // Of several, whoever reads the message can't see which one it is about, since it has no part of it.
    const which = list.length === 1 ? `a ${name}` : `${name}s[${index}]`;
    if (typeof text !== 'string') throw new TypeError(`${asker}: ${which} must be text, not ${kindOf(text)}.`);
    const problem = problemOf(text);
    if (problem !== undefined) throw new TypeError(`${asker}: ${which} ${problem}.`);
    return text;
  });
}

/** Tells whether a text is one of some tokens, in a time that depends neither on which one it is nor on where it differs. */
export function tokenMatcher(tokens: readonly string[]): (given: string) => Soon<boolean> {
  let left = tokens;
  let known: readonly string[] | undefined;
  // Web Crypto has digests later, and some platforms let no request wait for what another one began: until digests are
  // there, every request makes its own.
  const digests = (): Soon<readonly string[]> =>
    known ??
    whenThere(together(left.map(sha256)), (made) => {
      left = [];
      return (known ??= made);
    });
  return (given) =>
    whenThere(digests(), (candidates) => whenThere(sha256(given), (digest) => equalsAny(digest, candidates)));
}

/** Compares with all candidates, also behind one that is equal. */
export function equalsAny(digest: string, candidates: readonly string[]): boolean {
  let equal = false;
  for (const candidate of candidates) equal = equalDigests(digest, candidate) || equal;
  return equal;
}
