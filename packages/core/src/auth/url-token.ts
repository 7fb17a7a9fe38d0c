import { whenThere } from '../platform/soon.ts';
import type { Authenticator } from './authenticator.ts';
import { secretList, tokenMatcher } from './secret-list.ts';
import { tokenPlace, type UrlTokenOptions } from './token-place.ts';

const shortest = 16;
const longest = 1024;

/**
 * Lets in who knows a token: a long random text in the URL that is registered for callbacks. Of several tokens each is right, so
 * that one can take another's place without a callback being lost.
 *
 * Tokens are kept as SHA-256 digests alone, and compared in a time that tells nothing of them.
 *
 * @example
 * ```ts
 * // For https://example.com/ci-callback?token=…
 * const fromUrl = urlToken(process.env['CI_CALLBACK_TOKEN'] ?? '');
 * ```
 *
 * @throws {TypeError} if there is no token, or one that is shorter than 16 characters, longer than 1,024, or has other than printable
 *   ASCII characters without space
 */
export function urlToken(tokens: string | readonly string[], options: UrlTokenOptions = {}): Authenticator {
  const place = tokenPlace(options);
  const matches = tokenMatcher(secretList('urlToken', 'token', tokens, problemOfToken));
  return (request) => {
    const given = place.read(request);
    if (given === undefined) return place.missing();
    // No token is that long, so that there is no need to hash what is.
    if (given.length > longest) return place.wrong();
    return whenThere(matches(given), (right) => right || place.wrong());
  };
}

function problemOfToken(token: string): string | undefined {
  if (token.length < shortest) return `must have at least ${shortest} characters`;
  if (token.length > longest) return `must have at most ${longest} characters`;
  // A header can hold no others, and two that look alike could differ.
  return /^[!-~]+$/.test(token) ? undefined : 'must have printable ASCII characters alone, and no space';
}
