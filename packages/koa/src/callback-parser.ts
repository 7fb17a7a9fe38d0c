import type { Callback, ParseOptions } from '@ci-callback/core';
import { createCallbackReader, type CallbackRequest } from '@ci-callback/core/node';

/**
 * What {@link callbackParser} adds to `context.state`.
 *
 * @example
 * ```ts
 * const app = new Koa<CallbackState>();
 * ```
 */
export interface CallbackState {
  ciCallback: Callback;
}

/** What of a Koa context the middleware uses. */
export interface ParserContext {
  readonly req: CallbackRequest & { readonly body?: unknown; readonly rawBody?: unknown };
  readonly request: { readonly req: object; body?: unknown; readonly rawBody?: unknown };
  readonly state: object;
}

/**
 * Koa middleware, for version 2 and 3 alike. It is generic so that Koa and its routers infer nothing from it for the
 * middleware behind it.
 */
export type ParserMiddleware = <Context extends ParserContext>(
  context: Readonly<Context>,
  next: () => Promise<unknown>,
) => Promise<void>;

/**
 * Makes middleware that reads a callback and sets it as `context.state.ciCallback`. It throws `CallbackError`s, with a `status`
 * that Koa answers with.
 *
 * It reads the request itself, or takes what a body parser before it has kept or left. It does not tell who has sent the
 * request.
 *
 * @throws {TypeError} if an option has a value that it can't have
 *
 * @example
 * ```ts
 * const app = new Koa<CallbackState>();
 * app.use(callbackParser());
 * app.use((context) => {
 *   const { ciCallback } = context.state;
 *   if (ciCallback.EventName === 'TaskFinish') console.log(ciCallback.JobsDetail.length);
 *   context.status = 200;
 * });
 * ```
 */
export function callbackParser(options?: ParseOptions): ParserMiddleware {
  const read = createCallbackReader(options, 'callbackParser');
  return async (context, next) => {
    const { req, request } = context;
    const body = request.body ?? req.body;
    const rawBody = request.rawBody ?? req.rawBody;
    const ciCallback = await read({ request: req, body, rawBody });
    Object.assign<object, CallbackState>(context.state, { ciCallback });
    // Body parsers further down would fail on a request that has been read, and pass by one that has a body.
    request.body ??= ciCallback;
    await next();
  };
}
