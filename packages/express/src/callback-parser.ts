import type { Callback, ParseOptions } from '@ci-callback/core';
import { createCallbackReader, type CallbackRequest } from '@ci-callback/core/node';

declare global {
  namespace Express {
    interface Request {
      /** The callback that {@link callbackParser} has read. */
      ciCallback?: Callback;
    }
  }
}

/** What of an Express request the middleware uses. */
export interface ParserRequest extends CallbackRequest {
  readonly body?: unknown;
  readonly rawBody?: unknown;
  readonly ciCallback?: Callback;
  readonly _body?: boolean;
}

/** Express middleware, for version 4 and 5 alike. */
export type ParserMiddleware = (request: ParserRequest, response: unknown, next: (error?: unknown) => void) => void;

/**
 * Makes middleware that reads a callback and sets it as `request.ciCallback`. Errors go to `next`; they are `CallbackError`s
 * with a `status` that Express answers with.
 *
 * It reads the request itself, or takes what a body parser before it has kept or left. It does not tell who has sent the
 * request.
 *
 * @throws {TypeError} if an option has a value that it can't have
 *
 * @example
 * ```ts
 * app.post('/ci-callback', callbackParser(), (request, response) => {
 *   if (request.ciCallback?.EventName === 'TaskFinish') console.log(request.ciCallback.JobsDetail.length);
 *   response.sendStatus(200);
 * });
 * ```
 */
export function callbackParser(options?: ParseOptions): ParserMiddleware {
  const read = createCallbackReader(options, 'callbackParser');
  return (request, _response, next) => {
    const { body, rawBody } = request;
    read({ request, body, rawBody }).then((ciCallback) => {
      // `_body` is body-parser's own mark, by which parsers further down know that there is nothing left to read.
      Object.assign(request, { ciCallback, _body: true } satisfies Partial<ParserRequest>);
      next();
    }, next);
  };
}
