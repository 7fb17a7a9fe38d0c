export type { BodyInMemory } from '../receiver/http-exchange.ts';
export { readBody } from './read-body.ts';
export { createCallbackReader, readCallback, type CallbackReader } from './read-callback.ts';
export type { BodySource, CallbackRequest } from './request.ts';
export { receiveSource, type NodeRequest, type NodeResponse, type NodeSource } from './receive-node.ts';
