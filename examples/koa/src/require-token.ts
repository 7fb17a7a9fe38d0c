import { createHash, timingSafeEqual } from 'node:crypto';
import type { Next } from 'koa';

/** What of a router's context the middleware uses. */
interface TokenContext {
  readonly params: Readonly<Record<string, string>>;
  status: number;
}

/**
 * Lets a request pass whose path has the token, and answers 404 to all others, as for any path that isn't there.
 *
 * Callbacks carry no signature: a secret in the URL that you register is what tells them from requests of strangers.
 */
export function requireToken(expected: string): (context: TokenContext, next: Next) => Promise<void> {
  const expectedDigest = digest(expected);
  return async (context, next) => {
    if (timingSafeEqual(digest(context.params['token'] ?? ''), expectedDigest)) await next();
    else context.status = 404;
  };
}

// Digests have the same length, whatever is hashed: so comparing them tells nothing about the token by its time.
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
