/**
 * Parses, validates and types the callbacks of Tencent Cloud's Cloud Infinite, from XML and JSON alike.
 * @module
 */
export type { ParseResult } from './api/attempt.ts';
export { formatJson, formatXml } from './api/format.ts';
export {
  isJob,
  isReview,
  isTaskFinish,
  isUnknownCallback,
  isUnknownJob,
  isWorkflowFinish,
  type Review,
} from './api/guards.ts';
export { defaultLimits, type Limits, type ParseOptions, type ValidationMode } from './api/options.ts';
export { parseCallback, parseJson, parseTree, parseXml, safeParseCallback } from './api/parse.ts';
export { createParser, type CallbackOf, type CallbackParser, type ParserKinds } from './api/parser.ts';
export { callbackSchema, type StandardIssue, type StandardResult, type StandardSchema } from './api/standard-schema.ts';
export { validateCallback, type ValidateOptions } from './api/validate-callback.ts';
export type { EventKind, JobKind } from './catalog/kinds.ts';
export * from './auth/index.ts';
export {
  AuthenticationError,
  BodyError,
  CallbackError,
  FormatError,
  JsonSyntaxError,
  MappingError,
  ReceiverError,
  ValidationError,
  XmlSyntaxError,
  type AuthenticationCode,
  type ErrorCode,
  type Issue,
  type IssueCode,
  type RefusalOptions,
} from './errors/index.ts';
export type { ObjectRole } from './generated/object-places.ts';
export { eventNames, jobTags } from './generated/registry.ts';
export type * from './generated/types/index.ts';
export {
  memoryStore,
  type Claim,
  type IdempotencyStore,
  type Lease,
  type MemoryStoreOptions,
} from './idempotency/index.ts';
export type { Native, NativeResult } from './native/native.ts';
export { toNative } from './native/to-native.ts';
export { cosUrl } from './objects/cos-url.ts';
export { outputObjects, type JobWithObjects, type WrittenObject } from './objects/output-objects.ts';
export type { FormatOptions } from './xml/xml-writer.ts';
export { createReceiver, type Receiver } from './receiver/create-receiver.ts';
export type { FetchContext, FetchRequest, FetchResponse } from './receiver/fetch.ts';
export type { BodyInMemory, BodyLimits, ReceiverAnswer, ReceiverRequest } from './receiver/http-exchange.ts';
export type {
  AnyHandler,
  DeliveryContext,
  ErrorContext,
  ErrorHandler,
  HandledByName,
  Handler,
  HandlerContext,
  HandlerName,
  StateHandlers,
  UnknownHandler,
} from './receiver/handler.ts';
export type { ItemEvent, ReceiverEventName, ReceiverEvents, ReceiverHooks } from './receiver/hooks.ts';
export type { Logger } from './receiver/logger.ts';
export type { AckMode, IdempotencyOptions, ReceiverLimits, ReceiverOptions } from './receiver/receiver-options.ts';
