import { AuthenticationError, type AuthenticationCode } from '../errors/index.ts';
import type { AuthRequest } from './authenticator.ts';
import { decodeBase64 } from '../platform/base64url.ts';
import { kindOf, shownValue } from '../options/kind-of.ts';
import { requireOptions } from '../options/require-options.ts';
import { lastSegment, queryParameter } from './query-parameter.ts';

/** Where a request has its token. */
export interface TokenPlace {
  /** The token of a request, or undefined if it has none. The empty text is a token that nobody has. */
  readonly read: (request: AuthRequest) => string | undefined;
  readonly missing: () => AuthenticationError;
  readonly wrong: () => AuthenticationError;
}

/** The options of {@link urlToken}. */
export interface UrlTokenOptions {
  /**
   * Where the token is:
   * - `query`: a parameter of the URL's query, the default. It is in access logs, where they have the query.
   * - `path`: the last segment of the URL's path. All that is wrong there is 404, as if there were nothing.
   * - `header`: a header, for URLs that a proxy of yours rewrites.
   * - `basic`: the password of `https://name:password@host/`, for senders that know HTTP Basic; the name may be anything.
   */
  readonly in?: 'query' | 'path' | 'header' | 'basic' | undefined;
  /**
   * Name of the parameter, `token` by default, or of the header, `x-ci-callback-token` by default. The header `authorization` holds
   * `Bearer` before the token.
   */
  readonly name?: string | undefined;
}

const asker = 'urlToken';

/** @throws {TypeError} for a place that there isn't, a name that it can't have, and another option */
export function tokenPlace(options: UrlTokenOptions): TokenPlace {
  requireOptions(asker, options, { in: true, name: true });
  const { in: place = 'query', name } = options;
  if (name !== undefined && typeof name !== 'string') {
    throw new TypeError(`${asker}: name must be text, not ${kindOf(name)}.`);
  }
  switch (place) {
    case 'query':
      return queryPlace(name ?? 'token');
    case 'header':
      return headerPlace((name ?? 'x-ci-callback-token').toLowerCase());
    case 'path':
      forbidName(place, name);
      return hiddenPlace(({ url }) => lastSegment(url));
    case 'basic':
      forbidName(place, name);
      return openPlace(basicPassword(), 'Basic realm="callback", charset="UTF-8"');
    default:
      throw new TypeError(`${asker}: in must be 'query', 'path', 'header' or 'basic', not ${shownValue(place)}.`);
  }
}

function queryPlace(name: string): TokenPlace {
  if (name === '') throw new TypeError(`${asker}: name must be the name of a parameter, and not empty.`);
  return openPlace(({ url }) => queryParameter(url, name), 'Token');
}

function headerPlace(name: string): TokenPlace {
  // RFC 9110, production token.
  if (!/^[-!#$%&'*+.^_`|~\da-z]+$/.test(name)) {
    throw new TypeError(`${asker}: name must be the name of a header, which this text can't be.`);
  }
  return name === 'authorization'
    ? openPlace((request) => credentials(request, 'bearer'), 'Bearer')
    : openPlace((request) => request.header(name), 'Token');
}

function forbidName(place: string, name: string | undefined): void {
  if (name !== undefined) throw new TypeError(`${asker}: there is no name with in: '${place}'.`);
}

function openPlace(read: TokenPlace['read'], challenge: string): TokenPlace {
  return {
    read,
    missing: () => new AuthenticationError('auth.missing', 'The request has no token.', { challenge }),
    wrong: () => new AuthenticationError('auth.failed', 'The token is wrong.', { challenge }),
  };
}

/** Tells no sender that there is something: only logs have the message. */
function hiddenPlace(read: TokenPlace['read']): TokenPlace {
  const code: AuthenticationCode = 'auth.not_found';
  const refuse = (): AuthenticationError => new AuthenticationError(code, 'The token in the path is missing or wrong.');
  return { read, missing: refuse, wrong: refuse };
}

/** What the header Authorization has behind the name of a scheme, which is given in lower case (RFC 9110). */
function credentials(request: AuthRequest, scheme: string): string | undefined {
  const header = request.header('authorization');
  if (
    header === undefined ||
    !header
      .slice(0, scheme.length + 1)
      .toLowerCase()
      .startsWith(`${scheme} `)
  ) {
    return undefined;
  }
  return header.slice(scheme.length).replace(/^ +/, '');
}

/** RFC 7617: the user's name has no colon, all behind the first one is the password. */
function basicPassword(): TokenPlace['read'] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (request) => {
    const encoded = credentials(request, 'basic');
    if (encoded === undefined) return undefined;
    try {
      const pair = decoder.decode(decodeBase64(encoded));
      const colon = pair.indexOf(':');
      return colon < 0 ? '' : pair.slice(colon + 1);
    } catch {
      return '';
    }
  };
}
