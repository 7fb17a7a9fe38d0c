import type { LinkClaims } from '../auth/link-claims.ts';
import type { Callback } from '../generated/types/index.ts';
import type { DeliveryContext } from './handler.ts';
import type { BodyInMemory, ReceiverRequest } from './http-exchange.ts';
import type { Trace } from './trace.ts';

/** What has been read of a request. */
export interface DeliveryContent {
  readonly callback: Callback;
  readonly rawBody: BodyInMemory;
  readonly claims: LinkClaims | undefined;
}

/** A callback that may come in, and what of its request handlers may want to know. */
export class Delivery implements DeliveryContext {
  readonly trace: Trace;
  readonly callback: Callback;
  readonly rawBody: BodyInMemory;
  readonly claims: LinkClaims | undefined;
  /** How the request has been answered while handlers go on: as accepted, or that it took too long. */
  answered: 'accepted' | 'late' | undefined;
  readonly #request: ReceiverRequest;

  constructor(trace: Trace, request: ReceiverRequest, content: DeliveryContent) {
    this.trace = trace;
    this.#request = request;
    this.callback = content.callback;
    this.rawBody = content.rawBody;
    this.claims = content.claims;
  }

  get delivery(): string {
    return this.trace.delivery;
  }

  get headers(): Headers {
    return this.#request.headers;
  }
}
