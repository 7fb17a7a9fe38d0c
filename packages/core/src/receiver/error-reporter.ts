import { ReceiverError } from '../errors/index.ts';
import type { Delivery } from './delivery.ts';
import type { ErrorContext, ErrorHandler } from './handler.ts';
import { requireFunction } from './handler-registry.ts';
import { describeItem } from './item-context.ts';
import type { Item } from './item.ts';
import type { Logger } from './logger.ts';

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
  async report(error: unknown, delivery: Delivery, item: Item | undefined, message: string): Promise<void> {
    const late = delivery.answered !== undefined;
    const fields = { delivery: delivery.delivery, ...(item === undefined ? {} : describeItem(item)), late };
    this.#logger.error({ ...fieldsOf(error), ...fields }, message);
    await this.#tell(error, contextOf(delivery, { callback: delivery.callback, value: item?.value, late }));
  }

  /** Something that concerns a request that is no callback yet. It is logged by whoever answers the request. */
  async reportRequest(error: unknown, request: RequestContext): Promise<void> {
    await this.#tell(error, contextOf(request, { callback: undefined, value: undefined, late: false }));
  }

  async #tell(error: unknown, context: ErrorContext): Promise<void> {
    for (const handler of this.#handlers) {
      try {
        await handler(error, context);
      } catch (err) {
        this.#logger.error({ err, delivery: context.delivery }, 'A handler for errors has thrown.');
      }
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
