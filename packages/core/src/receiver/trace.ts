import type { Soon } from '../platform/soon.ts';
import type { BodyInMemory } from './http-exchange.ts';

/** What is known of a request, as soon as it comes and later. */
export class Trace {
  /** By performance.now(). */
  readonly receivedAt: number = performance.now();
  /** Asked for at once, since a connection that has broken off no longer knows. */
  readonly remoteAddress: string | undefined;
  /** The body, once it has been read. */
  rawBody: BodyInMemory | undefined;
  /** Ends when all handlers for errors that have been called about the request have ended; nothing if none goes on. */
  told: Promise<void> | undefined;
  /** By performance.now(), if handling has taken any time. */
  handledSince: number | undefined;
  /** The handling that may go on after the answer. */
  work: Soon<unknown>;
  #delivery: string | undefined;

  constructor(remoteAddress: string | undefined) {
    this.remoteAddress = remoteAddress;
  }

  /** The request's own identity, made when somebody wants to know it. */
  get delivery(): string {
    this.#delivery ??= crypto.randomUUID();
    return this.#delivery;
  }

  /** Adds what a handler for errors does. It never rejects. */
  waitFor(work: Promise<unknown>): void {
    const told = Promise.all([this.told, work]).then(() => {
      if (this.told === told) this.told = undefined;
    });
    this.told = told;
  }

  /** For an event: whose it is, and how many milliseconds after the request. */
  stamp(): { readonly delivery: string; readonly duration: number } {
    return { delivery: this.delivery, duration: performance.now() - this.receivedAt };
  }
}
