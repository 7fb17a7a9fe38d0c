import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

import { CallbackError, type Callback } from '../../src/index.ts';
import { readCallback, type BodySource, type CallbackRequest } from '../../src/node/index.ts';

/** A stream with headers, as platforms without sockets make them. */
export function madeRequest(
  content: Iterable<unknown>,
  headers: CallbackRequest['headers'] = {},
): Readable & CallbackRequest {
  return Object.assign(Readable.from(content, { objectMode: false }), { headers });
}

/** What came of reading a callback: its EventName, or the error's code. */
export async function outcome(reading: Promise<Callback>): Promise<string> {
  try {
    return (await reading).EventName;
  } catch (error) {
    if (error instanceof CallbackError) return error.code;
    throw error;
  }
}

/** Answers each request with the outcome of reading it, with the error's status where it fails. */
export function reader(
  limits: { bytes?: number } = {},
  prepare: (request: CallbackRequest) => Partial<BodySource> | Promise<Partial<BodySource>> = () => ({}),
): (
  request: CallbackRequest,
  response: Pick<ServerResponse, 'statusCode'> & { end(text: string): unknown },
) => Promise<void> {
  return async (request, response) => {
    try {
      // A turn of the event loop before reading begins is what some tests are about, so there must be none of its own.
      const prepared = prepare(request);
      const source = prepared instanceof Promise ? await prepared : prepared;
      const callback = await readCallback({ request, ...source }, { limits });
      response.end(JSON.stringify(callback.EventName));
    } catch (error) {
      response.statusCode = error instanceof CallbackError ? error.status : 599;
      response.end(JSON.stringify(error instanceof CallbackError ? error.code : String(error)));
    }
  };
}

/** Makes a listener that gives its requests to `take`, and a promise of what comes of the first. */
export function firstRequest<Result>(take: (request: CallbackRequest) => Promise<Result>): {
  readonly promise: Promise<Result>;
  readonly listener: (request: CallbackRequest) => void;
} {
  const requests = new EventEmitter<{ request: [CallbackRequest] }>();
  const promise = once(requests, 'request').then(([request]) => take(request as CallbackRequest));
  return { promise, listener: (request) => requests.emit('request', request) };
}
