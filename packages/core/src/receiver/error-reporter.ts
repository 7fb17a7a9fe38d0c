import type { Delivery } from './delivery.ts';
import type { DeliveryContext, ErrorContext, ErrorHandler } from './handler.ts';
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
    if (typeof handler !== 'function') throw new TypeError(`A handler must be a function, not ${typeof handler}`);
    this.#handlers.push(handler);
  }

  /** Something that concerns a callback, or one item of it. */
  async report(error: unknown, delivery: Delivery, item: Item | undefined, message: string): Promise<void> {
    const late = delivery.answered !== undefined;
    const fields = { delivery: delivery.delivery, ...(item === undefined ? {} : describeItem(item)), late };
    this.#logger.error({ err: error, ...fields }, message);
    const { rawBody, claims, callback } = delivery;
    await this.#tell(error, {
      delivery: delivery.delivery,
      rawBody,
      claims,
      get headers() {
        return delivery.headers;
      },
      callback,
      value: item?.value,
      late,
    });
  }

  /** A body that came from somebody who may send callbacks, and is none that can be understood. */
  async reportBody(error: unknown, context: DeliveryContext): Promise<void> {
    await this.#tell(error, {
      delivery: context.delivery,
      rawBody: context.rawBody,
      claims: context.claims,
      get headers() {
        return context.headers;
      },
      callback: undefined,
      value: undefined,
      late: false,
    });
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
