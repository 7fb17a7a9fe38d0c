import { ReceiverError } from '../errors/index.ts';
import type { Delivery } from './delivery.ts';
import type { ErrorContext, ErrorHandler } from './handler.ts';
import { requireFunction } from './handler-registry.ts';
import { describeItem } from './item-context.ts';
import type { Item } from './item.ts';
import type { Logger } from './logger.ts';
import type { Trace } from './trace.ts';

/** Logs what went wrong and tells the handlers for errors, whose own errors are logged alone. */
export class ErrorReporter {
  readonly #logger: Logger;
  readonly #handlers: ErrorHandler[] = [];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(handler: ErrorHandler): void {
    requireFunction(handler);
    this.#handlers.push(handler);
  }

  /** Something that concerns a callback, or one item of it. */
  report(error: unknown, delivery: Delivery, item: Item | undefined, message: string): void {
    const late = delivery.answered !== undefined;
    const fields = { delivery: delivery.delivery, ...(item === undefined ? {} : describeItem(item)), late };
    this.#logger.error({ ...fieldsOf(error), ...fields }, message);
    const context = contextOf(delivery, { callback: delivery.callback, value: item?.value, late });
    this.#tell(error, context, delivery.trace);
  }

  /** Something that concerns a request that is no callback yet. It is logged by whoever answers the request. */
  reportRequest(error: unknown, headers: Headers, trace: Trace): void {
    const request = { delivery: trace.delivery, rawBody: trace.rawBody, headers, claims: undefined };
    this.#tell(error, contextOf(request, { callback: undefined, value: undefined, late: false }), trace);
  }

  /** Calls all of them at once, so that none has to wait for one that takes long. */
  #tell(error: unknown, context: ErrorContext, trace: Trace): void {
    for (const handler of this.#handlers) trace.waitFor(this.#call(handler, error, context));
  }

  async #call(handler: ErrorHandler, error: unknown, context: ErrorContext): Promise<void> {
    try {
      await handler(error, context);
    } catch (err) {
      this.#logger.error({ err, delivery: context.delivery }, 'A handler for errors has thrown.');
    }
  }
}

/** Of what the receiver says by itself the code is enough: where in it that was made is of no interest. */
function fieldsOf(error: unknown): object {
  return error instanceof ReceiverError && error.cause === undefined ? { code: error.code } : { err: error };
}

type RequestContext = Pick<ErrorContext, 'delivery' | 'rawBody' | 'headers' | 'claims'>;

/** Headers are made when somebody looks at them. */
function contextOf(request: RequestContext, more: Pick<ErrorContext, 'callback' | 'value' | 'late'>): ErrorContext {
  return {
    delivery: request.delivery,
    rawBody: request.rawBody,
    claims: request.claims,
    get headers() {
      return request.headers;
    },
    ...more,
  };
}
