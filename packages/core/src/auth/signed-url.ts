import { AuthenticationError } from '../errors/index.ts';
import { together, whenThere } from '../platform/soon.ts';
import { shownValue } from '../options/kind-of.ts';
import { requireOptions } from '../options/require-options.ts';
import type { Admission, Authenticator } from './authenticator.ts';
import { readClaims } from './claims-text.ts';
import { unmetClaim } from './met-claims.ts';
import { queryParameter } from './query-parameter.ts';
import { equalsAny, secretList } from './secret-list.ts';
import {
  defaultParameter,
  longestLink,
  problemOfSecret,
  readLink,
  refuseLink,
  requireParameter,
  signatureOf,
  type SignedLink,
} from './signed-link.ts';

/** The options of {@link signedUrl}. */
export interface SignedUrlOptions {
  /** What URLs are signed with, at least 32 characters; several, so that one can take another's place. */
  readonly secrets: string | readonly string[];
  /** By how many seconds the clocks of whoever signs and whoever checks may differ; 60 by default. */
  readonly clockSkew?: number | undefined;
  /** Name of the parameter, `ci-link` by default. */
  readonly parameter?: string | undefined;
}

/**
 * Lets in callbacks to URLs that {@link signCallbackUrl} signed, until they expire, and if the callback is about what the URL says.
 * A claim that a callback can't be compared with is not met: bodies of some jobs (`Tts`, `FileCompress`) have no input, the simple
 * form of reviews has neither bucket nor key.
 *
 * What the URL says is handed on to handlers.
 *
 * @example
 * ```ts
 * const fromSignedUrl = signedUrl({ secrets: process.env['CI_LINK_SECRET'] ?? '' });
 * ```
 *
 * @throws {TypeError} if there is no secret, or one of less than 32 characters, and for options that can't be used
 */
export function signedUrl(options: SignedUrlOptions): Authenticator {
  const asker = 'signedUrl';
  requireOptions(asker, options, { secrets: true, clockSkew: true, parameter: true });
  const { clockSkew = 60, parameter = defaultParameter } = options;
  const name = requireParameter(asker, parameter);
  const secrets = secretList(asker, 'secret', options.secrets, problemOfSecret);
  if (!Number.isFinite(clockSkew) || clockSkew < 0) {
    throw new TypeError(`${asker}: clockSkew must be a number of seconds, 0 or greater, not ${shownValue(clockSkew)}.`);
  }
  return ({ url }) => {
    const text = queryParameter(url, name);
    if (text === undefined) return refuseLink('auth.missing', 'The URL has no signature.');
    const link = text.length > longestLink ? undefined : readLink(text);
    if (link === undefined) return refuseLink('auth.failed', 'The signature of the URL can not be read.');
    const signatures = together(secrets.map((secret) => signatureOf(link.signed, secret)));
    return whenThere(signatures, (candidates) =>
      equalsAny(link.signature, candidates)
        ? admit(link, clockSkew)
        : refuseLink('auth.failed', 'The signature of the URL is wrong.'),
    );
  };
}

/** For a link that is genuine. */
function admit({ expiry, claims: text }: SignedLink, clockSkew: number): true | AuthenticationError | Admission {
  if (Date.now() / 1000 > expiry + clockSkew) return refuseLink('auth.expired', 'The URL has expired.');
  if (text === '') return true;
  const claims = readClaims(text);
  if (claims === undefined) return refuseLink('auth.failed', 'The URL says what is not known.');
  return {
    confirm: (callback) => {
      const unmet = unmetClaim(callback, claims);
      if (unmet === undefined) return { callback, claims };
      const message = `The callback is not what the URL was made for: it does not meet the claim ${unmet}.`;
      return new AuthenticationError('auth.forbidden', message);
    },
  };
}
