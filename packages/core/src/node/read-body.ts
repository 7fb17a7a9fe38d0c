import { emptyBody } from '../decode/detect-format.ts';
import { BodyError } from '../errors/index.ts';
import type { BodyInMemory } from '../receiver/http-exchange.ts';
import { bodyConsumed, findLeftBody, isSentBody } from './left-body.ts';
import { readStream } from './read-stream.ts';
import { readContentLength, readHeader, type BodySource, type CallbackRequest } from './request.ts';

/**
 * Gets a request's body from wherever it is. What was kept as sent comes first, because it is exact; then the stream, if nobody has
 * read it; then what a body parser has left. That there is a `body` says nothing by itself: parsers leave `{}` where they don't read.
 *
 * If it throws, what is still to come of the body is read and thrown away, so that the connection can carry the answer and the
 * next request. Node's own `server.requestTimeout` bounds how long that may take, and `readingTime`, in milliseconds, how long reading
 * the body may.
 *
 * @throws {BodyError}
 */
export async function readBody(source: BodySource, maxBytes: number, readingTime?: number): Promise<BodyInMemory> {
  const { request, rawBody } = source;
  try {
    if (/^\s*multipart\//i.test(readHeader(request, 'content-type') ?? '')) {
      throw new BodyError('body.unsupported_type', 'The body is in several parts; a callback is XML or JSON alone.');
    }
    if (isSentBody(rawBody)) return rawBody;
    const isUnread = request.readable && !request.readableDidRead;
    // Platforms that have read the request themselves may hand on an empty stream beside the body.
    const bytes = isUnread ? await readStream(request, maxBytes, readingTime) : undefined;
    if (bytes !== undefined && bytes.length > 0) return bytes;
    const left = findLeftBody(source) ?? bytes;
    if (left === undefined) throw missingBody(request);
    return left;
  } catch (error) {
    if (request.readable) request.resume();
    throw error;
  }
}

/** Why there is no body where the stream is no longer to be read. */
function missingBody(request: CallbackRequest): BodyError {
  if (request.aborted === true || (request.destroyed && !request.readableEnded)) {
    return new BodyError('body.aborted', 'The connection was closed before the body was read.');
  }
  const wasEmpty = !request.readableDidRead || readContentLength(request) === 0;
  if (wasEmpty) return emptyBody();
  return bodyConsumed('The body was read before, and nothing of it is left.');
}
