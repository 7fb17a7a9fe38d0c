import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

/**
 * Lets a request pass whose path has the token, and answers 404 to all others, as for any path that isn't there.
 *
 * Callbacks carry no signature: a secret in the URL that you register is what tells them from requests of strangers.
 */
export function requireToken(expected: string): RequestHandler<{ token: string }> {
  const expectedDigest = digest(expected);
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.params.token), expectedDigest)) next();
    else response.sendStatus(404);
  };
}

// Digests have the same length, whatever is hashed: so comparing them tells nothing about the token by its time.
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
