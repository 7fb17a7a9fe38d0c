/**
 * Express middleware for the callbacks of Tencent Cloud's Cloud Infinite, with all of `@ci-callback/core`.
 * @module
 */
export * from '@ci-callback/core';
export { callbackParser, type ParserMiddleware, type ParserRequest } from './callback-parser.ts';
export { callbackReceiver, type ReceiverMiddleware } from './callback-receiver.ts';
