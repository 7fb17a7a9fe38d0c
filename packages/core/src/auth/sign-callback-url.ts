import { kindOf } from '../options/kind-of.ts';
import { requireOptions } from '../options/require-options.ts';
import { writeClaims } from './claims-text.ts';
import type { LinkClaims } from './link-claims.ts';
import { queryParameter } from './query-parameter.ts';
import { secretList } from './secret-list.ts';
import {
  defaultParameter,
  latestExpiry,
  longestLink,
  problemOfSecret,
  requireParameter,
  writeLink,
} from './signed-link.ts';

/** The options of {@link signCallbackUrl}. */
export interface SignOptions {
  /** At least 32 characters; one for each address, since the address itself is not signed. */
  readonly secret: string;
  /** Until when callbacks may come to the URL: later than the job can end, with time for repetitions. */
  readonly expires: Date;
  /** What the callback must be about. Whoever sees the URL can read it. */
  readonly claims?: LinkClaims | undefined;
  /** Name of the parameter that is added, `ci-link` by default. */
  readonly parameter?: string | undefined;
}

const asker = 'signCallbackUrl';

/**
 * Signs the URL that a job is submitted with, for {@link signedUrl} to check. It then lets in callbacks until it expires, and only
 * those that are about what the claims say.
 *
 * A parameter is added to the URL, which stays as it is otherwise.
 *
 * @example
 * ```ts
 * const url = await signCallbackUrl('https://example.com/ci-callback', {
 *   secret: process.env['CI_LINK_SECRET'] ?? '',
 *   expires: new Date(Date.now() + 24 * 3600_000),
 *   claims: { bucket: 'recordings-1250000000', object: 'inbox/interview.mp3', name: 'VoiceSeparate', data: { order: 4711 } },
 * });
 * ```
 *
 * @throws {TypeError} for a URL that is not absolute, not of HTTP or has the parameter already, for options that can't be used, and for a
 *   name that is near one of a job type or event but isn't it
 */
export async function signCallbackUrl(url: string, options: SignOptions): Promise<string> {
  requireOptions(asker, options, { secret: true, expires: true, claims: true, parameter: true });
  const { secret, expires, claims = {}, parameter = defaultParameter } = options;
  const name = requireParameter(asker, parameter);
  const [key = ''] = secretList(asker, 'secret', [secret], problemOfSecret);
  const expiry = secondsOf(expires);
  requireUrl(url, name);
  const link = await writeLink(expiry, writeClaims(claims), key);
  if (link.length > longestLink)
    throw new TypeError(`${asker}: claims are too long: a link has ${longestLink} characters at most.`);
  return withParameter(url, `${name}=${link}`);
}

function secondsOf(expires: Date): number {
  const seconds = expires instanceof Date ? Math.floor(expires.getTime() / 1000) : Number.NaN;
  if (seconds >= 1 && seconds <= latestExpiry) return seconds;
  const given = expires instanceof Date ? shownDate(expires) : kindOf(expires);
  throw new TypeError(`${asker}: expires must be a Date after 1970 that is not too far off, not ${given}.`);
}

function shownDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an invalid one' : date.toISOString();
}

/** No message has the URL, which may hold a token. */
function requireUrl(url: string, parameter: string): void {
  // The URL is sent as it is, so what a parser would take away or encode must not be there.
  if (!/^https?:\/\/[!-~]+$/i.test(url) || !URL.canParse(url)) {
    throw new TypeError(
      `${asker}: the URL must be an absolute one of HTTP or HTTPS, with all else than ASCII percent-encoded.`,
    );
  }
  if (queryParameter(beforeFragment(url), parameter) !== undefined) {
    throw new TypeError(`${asker}: the URL has a parameter ${parameter} already.`);
  }
}

function withParameter(url: string, pair: string): string {
  const base = beforeFragment(url);
  return base + separatorBehind(base) + pair + url.slice(base.length);
}

function separatorBehind(base: string): string {
  if (!base.includes('?')) return '?';
  return /[?&]$/.test(base) ? '' : '&';
}

function beforeFragment(url: string): string {
  const fragment = url.indexOf('#');
  return fragment < 0 ? url : url.slice(0, fragment);
}
