import type { LinkClaims } from '../auth/link-claims.ts';
import type { Callback } from '../generated/types/index.ts';
import type { Delivery } from './delivery.ts';
import type { HandlerContext } from './handler.ts';
import type { BodyInMemory } from './http-exchange.ts';
import type { Item } from './item.ts';
import type { RunningHandlers } from './running-handlers.ts';
import { withFields, type Logger } from './logger.ts';

/** What the handlers of one item get. What few of them use is made when it is used. */
export class ItemContext implements HandlerContext {
  readonly key: string;
  readonly attempt: number;
  readonly #delivery: Delivery;
  readonly #item: Item;
  readonly #logger: Logger;
  readonly #running: RunningHandlers;
  #ownLogger: Logger | undefined;
  #controller: AbortController | undefined;
  #abortReason: Error | undefined;
  #hasEnded = false;

  constructor(
    delivery: Delivery,
    item: Item,
    claimed: { readonly key: string; readonly attempt: number },
    { logger, running }: { readonly logger: Logger; readonly running: RunningHandlers },
  ) {
    this.#delivery = delivery;
    this.#item = item;
    this.#logger = logger;
    this.#running = running;
    this.key = claimed.key;
    this.attempt = claimed.attempt;
  }

  get delivery(): string {
    return this.#delivery.delivery;
  }

  get callback(): Callback {
    return this.#delivery.callback;
  }

  get rawBody(): BodyInMemory {
    return this.#delivery.rawBody;
  }

  get headers(): Headers {
    return this.#delivery.headers;
  }

  get claims(): LinkClaims | undefined {
    return this.#delivery.claims;
  }

  get logger(): Logger {
    this.#ownLogger ??= withFields(this.#logger, { delivery: this.delivery, ...describeItem(this.#item) });
    return this.#ownLogger;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (!this.#hasEnded) this.#running.add(this);
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason);
    }
    return this.#controller.signal;
  }

  abort(reason: Error): void {
    this.#abortReason ??= reason;
    this.#controller?.abort(reason);
  }

  /** The handlers have come to an end: nothing is told to them any more. */
  end(): void {
    this.#hasEnded = true;
    if (this.#controller !== undefined) this.#running.delete(this);
  }
}

type ItemDescription = Pick<Item, 'event' | 'tag' | 'id' | 'state'>;

// Longer than any that the vendor gives. Each line and event has them, and a body may be as long as `limits.bytes` says.
const longest = 256;

/** What logs and hooks tell of an item. */
export function describeItem({ event, tag, id, state }: Item): ItemDescription {
  return { event: shown(event), tag: tag && shown(tag), id: id && shown(id), state: state && shown(state) };
}

/** A name or identity from a body, cut where it is longer than any. */
export function shown(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
