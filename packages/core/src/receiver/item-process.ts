import { ReceiverError } from '../errors/index.ts';
import type { HeldClaim, RefusedClaim } from '../idempotency/claims.ts';
import { isPromise, recover, type Soon } from '../platform/soon.ts';
import type { Delivery } from './delivery.ts';
import type { RegisteredHandler } from './handler-registry.ts';
import type { ItemEvent, ReceiverEvents } from './hooks.ts';
import { describeItem, ItemContext } from './item-context.ts';
import type { Item } from './item.ts';
import { writeNothing } from './logger.ts';
import { within } from './within.ts';
import type { Workshop } from './workshop.ts';

/** What came of an item: nothing to say if it is handled, now or before, or why it isn't. */
export type ItemOutcome = ReceiverError | undefined;

/** The way of one item of a delivery: it is claimed, handled, and committed or released. None of its steps rejects. */
export class ItemProcess {
  readonly item: Item;
  /** What is being waited for. */
  waitsFor: 'store' | 'handlers' | undefined = 'store';
  outcome: ItemOutcome;
  readonly #delivery: Delivery;
  readonly #workshop: Workshop;
  readonly #keys: Set<string> | undefined;
  #handlers: readonly RegisteredHandler[] = [];
  #claim: HeldClaim | undefined;

  /** @param keys of the delivery's items, as far as they are known, if there are several */
  constructor(item: Item, delivery: Delivery, workshop: Workshop, keys: Set<string> | undefined) {
    this.item = item;
    this.#delivery = delivery;
    this.#workshop = workshop;
    this.#keys = keys;
  }

  /** Claims the item for this delivery, if there is a handler for it, and somebody has to handle it. */
  claim(): Soon<void> {
    this.#handlers = this.#workshop.registry.find(this.item);
    if (this.#handlers.length === 0) return this.#missing();
    try {
      const claim = this.#workshop.claims.claim(this.item, this.#keys);
      if (!isPromise(claim)) return this.#take(claim);
      return claim.then((came) => this.#take(came)).catch((error: unknown) => this.#unavailable(error, untried));
    } catch (error) {
      return this.#unavailable(error, untried);
    }
  }

  /** Calls the handlers of an item that has been claimed, and marks it as done or frees it. */
  handle(): Soon<void> {
    const claim = this.#claim;
    if (claim === undefined) return undefined;
    this.waitsFor = 'handlers';
    const context = new ItemContext(this.#delivery, this.item, claim, this.#workshop);
    const start = performance.now();
    const calls = this.#callHandlers(context);
    if (!isPromise(calls)) return this.#finish(claim, context, start, calls);
    const stopKeeping = this.#keep(claim, context);
    return calls.then((failures) => {
      // Before the claim is given up, since a renewal after that would take it again.
      stopKeeping();
      return this.#finish(claim, context, start, failures);
    });
  }

  /** Frees an item that was claimed and will not be handled now. */
  release(): Soon<void> {
    const claim = this.#claim;
    if (claim === undefined) return undefined;
    return recover<void>(
      () => this.#workshop.claims.release(claim),
      // It is free all the same when its lease ends.
      (err) => this.#workshop.logger.warn({ err, ...this.#fields() }, 'A claim could not be released.'),
    );
  }

  /** Tells that what is being waited for takes too long. */
  reportOverdue(error: ReceiverError): void {
    this.#report(error, error.message);
  }

  #take(claim: HeldClaim | RefusedClaim): void {
    this.waitsFor = undefined;
    if (!('state' in claim)) {
      this.#claim = claim;
      return;
    }
    const running = claim.state !== 'done';
    if (this.#workshop.emit.duplicate.isHeard) this.#workshop.emit.duplicate.tell({ ...this.#event(), running });
    this.#workshop.logger.debug({ ...this.#fields(), running }, 'A duplicate came.');
    // What comes of a twin is what comes of the one before it.
    if (claim.state !== 'running') return;
    // Most handlers end long before a lease does.
    const retryAfter = Math.min(5, Math.max(1, Math.ceil(claim.remaining / 1000)));
    this.outcome = new ReceiverError('idempotency.running', 'The same is being handled at this moment.', {
      retryAfter,
    });
  }

  /** Calls all handlers at once, waits for all of them, and gives what those threw that failed. */
  #callHandlers(context: ItemContext): Soon<readonly unknown[]> {
    const failures: unknown[] = [];
    let running: Promise<unknown>[] | undefined;
    for (const handler of this.#handlers) {
      try {
        const result: unknown = handler(this.item.value as never, context);
        if (isPromise(result)) {
          (running ??= []).push(Promise.resolve(result).catch((failure: unknown) => failures.push(failure)));
        }
      } catch (failure) {
        failures.push(failure);
      }
    }
    return running === undefined ? failures : Promise.all(running).then(() => failures);
  }

  #keep(claim: HeldClaim, context: ItemContext): () => void {
    return this.#workshop.claims.keep(claim, {
      lost: () =>
        context.abort(new ReceiverError('idempotency.running', 'The claim was lost, and another one has it.')),
      renewalFailed: (err) => this.#workshop.logger.warn({ err, ...this.#fields() }, 'A claim could not be renewed.'),
    });
  }

  #finish(claim: HeldClaim, context: ItemContext, start: number, failures: readonly unknown[]): Soon<void> {
    context.end();
    this.waitsFor = 'store';
    const trial: Trial = { attempt: claim.attempt, handling: performance.now() - start };
    if (failures.length > 0) return this.#fail(failures, trial);
    try {
      const committed = this.#workshop.claims.commit(claim);
      if (!isPromise(committed)) return this.#tellHandled(committed, trial);
      return Promise.resolve(committed)
        .then((isCommitted) => this.#tellHandled(isCommitted, trial))
        .catch((error: unknown) => this.#unavailable(error, trial));
    } catch (error) {
      return this.#unavailable(error, trial);
    }
  }

  #tellHandled(isCommitted: boolean, trial: Trial): void {
    const { emit, logger } = this.#workshop;
    this.waitsFor = undefined;
    if (!isCommitted) {
      logger.warn(this.#fields(), 'A claim was lost while handlers ran: another one may have handled the same.');
    }
    if (emit.handled.isHeard) emit.handled.tell({ ...this.#event(), ...trial });
    const { handling } = trial;
    if (this.#delivery.answered === 'late') {
      if (emit.late.isHeard) emit.late.tell({ ...this.#event(), outcome: 'handled' });
      logger.warn({ ...this.#fields(), handling }, 'Handled after the deadline.');
    } else if (logger.debug !== writeNothing) {
      logger.debug({ ...this.#fields(), handling }, 'Handled.');
    }
  }

  #fail(failures: readonly unknown[], trial: Trial): Soon<void> {
    const error = failures.length === 1 ? failures[0] : new AggregateError(failures, 'Several handlers have failed.');
    this.#end(new ReceiverError('handler.failed', 'A handler has failed.', { cause: error }));
    this.#emitFailed(error, trial);
    // Whoever is told may ask for the callback again at once; but he must hear of it also where the store takes any time.
    const releasing = this.release();
    if (!isPromise(releasing)) return this.#reportFailures(failures);
    return within(this.#workshop.deadline, releasing).then(() => this.#reportFailures(failures));
  }

  #reportFailures(failures: readonly unknown[]): void {
    for (const failure of failures) this.#report(failure, 'A handler has failed.');
  }

  #missing(): void {
    const message = `No handler gets ${nameOf(this.item)}: use on, onUnknown or onAny.`;
    const error = new ReceiverError('handler.missing', message);
    this.#emitFailed(error, untried);
    this.#report(error, message);
    this.#end(error);
  }

  #unavailable(cause: unknown, trial: Trial): void {
    const isSaid = cause instanceof ReceiverError && cause.code === 'idempotency.unavailable';
    const error = isSaid ? cause : storeFailed(cause);
    this.#emitFailed(cause, trial);
    this.#report(cause, error.message);
    this.#end(error);
  }

  #end(outcome: ReceiverError): void {
    this.waitsFor = undefined;
    this.outcome = outcome;
  }

  #report(error: unknown, message: string): void {
    this.#workshop.errors.report(error, this.#delivery, this.item, message);
  }

  #emitFailed(error: unknown, trial: Trial): void {
    const { emit } = this.#workshop;
    if (emit.failed.isHeard) emit.failed.tell({ ...this.#event(), ...trial, error });
    if (this.#delivery.answered === 'late' && trial.attempt > 0) {
      if (emit.late.isHeard) emit.late.tell({ ...this.#event(), outcome: 'failed' });
    }
  }

  #event(): ItemEvent {
    return { ...this.#delivery.trace.stamp(), ...describeItem(this.item) };
  }

  /** For a line of the log. */
  #fields(): object {
    return { delivery: this.#delivery.delivery, ...describeItem(this.item) };
  }
}

/** How often an item was tried, and for how long this time. */
type Trial = Pick<ReceiverEvents['failed'], 'attempt' | 'handling'>;

const untried: Trial = { attempt: 0, handling: 0 };

/** Of what kind an item is, and in what state, since handlers can be for some states alone. */
function nameOf(item: Item): string {
  const { event, tag = 'without Tag', state } = describeItem(item);
  const kind = item.isJob ? `a job ${tag}` : `an event ${event}`;
  return state === undefined ? kind : `${kind} in state ${state}`;
}

function storeFailed(cause: unknown): ReceiverError {
  return new ReceiverError('idempotency.unavailable', 'The store of what has been handled has failed.', {
    cause,
    retryAfter: 5,
  });
}
