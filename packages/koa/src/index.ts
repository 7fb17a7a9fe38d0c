/**
 * Koa middleware for the callbacks of Tencent Cloud's Cloud Infinite, with all of `@ci-callback/core`.
 * @module
 */
export * from '@ci-callback/core';
export { callbackParser, type CallbackState, type ParserContext, type ParserMiddleware } from './callback-parser.ts';
export { callbackReceiver, type ReceiverContext, type ReceiverMiddleware } from './callback-receiver.ts';
