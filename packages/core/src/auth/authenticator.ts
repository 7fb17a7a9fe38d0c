import type { AuthenticationError } from '../errors/index.ts';
import type { Callback } from '../generated/types/index.ts';
import type { LinkClaims } from './link-claims.ts';

/** What authentication sees of a request before the body is read. */
export interface AuthRequest {
  readonly method: string;
  /** The request target as sent: path and query. */
  readonly url: string;
  /** The address at the other end of the connection: a proxy's where there is one. Unknown on platforms that don't tell. */
  readonly remoteAddress: string | undefined;
  /** The value of a header, by its name in lower case; the values of a repeated one joined by `, `. */
  readonly header: (name: string) => string | undefined;
}

/**
 * Tells whether a request may come in. One that throws lets nobody in: the answer is 503, so that the sender comes again.
 *
 * @example
 * ```ts
 * const fromOurProxy: Authenticator = (request) => request.header('x-client-verified') === 'SUCCESS';
 * ```
 */
export type Authenticator = (request: AuthRequest) => AuthResult | Promise<AuthResult>;

/** `true` lets a request in, `false` refuses it, an error refuses it and says why, and an admission wants to see the callback too. */
export type AuthResult = boolean | AuthenticationError | Admission;

/** Lets a request's body be read, and decides by what is in it. */
export interface Admission {
  /** Gives the callback that handlers get, the one that came or a better one, or refuses it. */
  readonly confirm: (callback: Callback) => Confirmation | Promise<Confirmation>;
}

/** What an {@link Admission} decides. */
export type Confirmation = AuthenticationError | ConfirmedCallback;

export interface ConfirmedCallback {
  readonly callback: Callback;
  /** What the signed URL said that the callback came to. */
  readonly claims?: LinkClaims | undefined;
}
