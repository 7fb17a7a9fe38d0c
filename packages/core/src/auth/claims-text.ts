import { eventNames, jobTags } from '../generated/registry.ts';
import { nearestName } from '../options/nearest-name.ts';
import { decodeBase64Url, encodeBase64Url } from '../platform/base64url.ts';
import type { LinkClaims } from './link-claims.ts';

const texts: readonly string[] = ['bucket', 'object', 'name', 'userData'] satisfies (keyof LinkClaims)[];

/**
 * Writes claims as they are in a signed URL; none are the empty text.
 * @throws {TypeError} if there is one that nobody compares, that is no text, that no callback meets, or that JSON can't hold
 */
export function writeClaims(claims: LinkClaims): string {
  const problem = problemOf(claims) ?? problemOfName(claims.name);
  if (problem !== undefined) throw new TypeError(`signCallbackUrl: ${problem}`);
  const json = JSON.stringify(claims);
  return json === '{}' ? '' : encodeBase64Url(new TextEncoder().encode(json));
}

/** The claims that a signed URL has, or undefined if it says something else there. */
export function readClaims(text: string): LinkClaims | undefined {
  const bytes = decodeBase64Url(text);
  if (bytes === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return problemOf(claims) === undefined ? (claims as LinkClaims) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * No callback would meet a misspelt name, and that would show when the job has ended. A name that is not near a known one may be that of
 * a type that this version doesn't know. Only whoever signs is told: what is signed may come from another version.
 */
function problemOfName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (name === 'TaskFinish')
    return 'claims.name must be the type of the job, since TaskFinish reports jobs of all types.';
  const known: readonly string[] = [...jobTags, ...eventNames];
  const nearest = known.includes(name) ? undefined : nearestName(name, known, 1);
  return nearest === undefined
    ? undefined
    : `claims.name: there is no ${JSON.stringify(name)}. Did you mean '${nearest}'?`;
}

/** A claim that is not known is not skipped: whoever signed it wanted it to be met. */
function problemOf(claims: unknown): string | undefined {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return 'claims must be an object.';
  for (const [name, value] of Object.entries(claims)) {
    if (texts.includes(name)) {
      if (typeof value !== 'string' && value !== undefined) return `claims.${name} must be text.`;
    } else if (name !== 'data') {
      return `claims can have ${texts.join(', ')} and data alone.`;
    }
  }
  return undefined;
}
