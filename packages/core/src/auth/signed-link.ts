import { AuthenticationError } from '../errors/index.ts';
import { kindOf } from '../options/kind-of.ts';
import { hmacSha256 } from '../platform/digest.ts';
import type { Soon } from '../platform/soon.ts';

/** The parameter of a signed URL: `v1.<expiry>.<claims>.<signature>`. */
export interface SignedLink {
  /** All before the signature. */
  readonly signed: string;
  readonly signature: string;
  /** In seconds since 1970. */
  readonly expiry: number;
  /** As it is written, since nothing may be read of it before the signature has been checked. */
  readonly claims: string;
}

/** Name of the parameter where none is given. */
export const defaultParameter = 'ci-link';

/** How many characters a parameter may have. */
export const longestLink = 8192;

/** In seconds since 1970: as many digits as an expiry may have. */
export const latestExpiry = 999_999_999_999;

const version = 'v1';
// Keeps a signature that somebody made with the same secret for something else from being taken for one of ours.
const purpose = 'ci-callback-link:';

/** What signature a link must have. */
export function signatureOf(signed: string, secret: string): Soon<string> {
  return hmacSha256(secret, purpose + signed);
}

/** @param expiry in seconds since 1970 */
export async function writeLink(expiry: number, claims: string, secret: string): Promise<string> {
  const signed = `${version}.${expiry}.${claims}`;
  return `${signed}.${await signatureOf(signed, secret)}`;
}

/** Takes a link apart. Gives undefined for one of another form or version; nothing is known yet of its signature. */
export function readLink(text: string): SignedLink | undefined {
  const [start, expiry = '', claims = '', signature = '', ...more] = text.split('.');
  if (start !== version || more.length > 0 || !/^[1-9]\d{0,11}$/.test(expiry)) return undefined;
  // 32 bytes in base64url.
  if (!/^[-\w]{43}$/.test(signature)) return undefined;
  return { signed: `${version}.${expiry}.${claims}`, signature, expiry: Number(expiry), claims };
}

/** @throws {TypeError} for a name that would have to be written in another way in a URL */
export function requireParameter(asker: string, parameter: string): string {
  if (typeof parameter === 'string' && /^[-.~\w]+$/.test(parameter)) return parameter;
  // Whoever has mixed up two options may have given the secret here.
  const problem = typeof parameter === 'string' ? 'and has others' : `not ${kindOf(parameter)}`;
  throw new TypeError(
    `${asker}: parameter must be text of letters, digits and the characters - . _ ~ alone, ${problem}.`,
  );
}

/** What is wrong with a secret that links are signed with, if something is. */
export function problemOfSecret(secret: string): string | undefined {
  return secret.length < 32 ? 'must have at least 32 characters' : undefined;
}

/** A refusal that asks for another URL. */
export function refuseLink(
  code: 'auth.missing' | 'auth.failed' | 'auth.expired',
  message: string,
): AuthenticationError {
  return new AuthenticationError(code, message, { challenge: 'Token' });
}
