import { resolveOptions, type ParseOptions } from '../api/options.ts';
import { parseResolved } from '../api/parse.ts';
import type { Callback } from '../generated/types/index.ts';
import { readBody } from './read-body.ts';
import { readHeader, type BodySource } from './request.ts';

/** Reads the callback of one request. */
export type CallbackReader = (source: BodySource) => Promise<Callback>;

/**
 * Prepares to read callbacks from Node requests, once for many of them.
 *
 * `options.limits.bytes` holds for the body as it comes and, anew, for what it inflates to. `options.contentType` replaces the
 * requests' own header.
 *
 * @param asker the function that takes the options, for messages: middleware gives its own name
 * @throws {TypeError} if an option has a value that it can't have
 *
 * @example
 * ```ts
 * const read = createCallbackReader({ limits: { bytes: 262_144 } });
 * const server = createServer(async (request, response) => {
 *   const callback = await read({ request });
 *   response.end(callback.EventName);
 * });
 * ```
 */
export function createCallbackReader(options: ParseOptions = {}, asker = 'createCallbackReader'): CallbackReader {
  const resolved = resolveOptions(asker, options);
  return async (source) => {
    const body = await readBody(source, resolved.limits.bytes);
    const contentType = resolved.contentType ?? readHeader(source.request, 'content-type');
    return parseResolved(body, { ...resolved, contentType });
  };
}

/**
 * Reads one callback from a Node request, wherever its body is: an unread stream (identity, gzip, deflate, br), text or bytes
 * that were kept, or the tree that a JSON or XML body parser has left.
 *
 * @throws {CallbackError} as `parseCallback` does, and {@link BodyError} where there is no body to be had
 * @throws {TypeError} if an option has a value that it can't have
 */
export async function readCallback(source: BodySource, options?: ParseOptions): Promise<Callback> {
  return createCallbackReader(options, 'readCallback')(source);
}
