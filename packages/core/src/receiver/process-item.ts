import { ReceiverError } from '../errors/index.ts';
import type { Claims, HeldClaim, RefusedClaim } from '../idempotency/claims.ts';
import { isPromise, recover, whenThere, type Soon } from '../platform/soon.ts';
import type { Delivery } from './delivery.ts';
import type { ErrorReporter } from './error-reporter.ts';
import type { HandlerRegistry, RegisteredHandler } from './handler-registry.ts';
import type { Emit, ItemEvent, ReceiverEvents } from './hooks.ts';
import { describeItem, ItemContext } from './item-context.ts';
import type { Item } from './item.ts';
import { writeNothing, type Logger } from './logger.ts';
import type { RunningHandlers } from './running-handlers.ts';

/** What processing needs of the receiver. */
export interface Workshop {
  readonly registry: HandlerRegistry;
  readonly claims: Claims;
  readonly errors: ErrorReporter;
  readonly emit: Emit;
  readonly logger: Logger;
  readonly running: RunningHandlers;
}

/** What came of an item: nothing to say if it is handled, now or before, or why it isn't. */
export type ItemOutcome = ReceiverError | undefined;

/** An item that nobody else handles at this moment. */
export interface ClaimedItem {
  readonly item: Item;
  readonly claim: HeldClaim;
  readonly handlers: readonly RegisteredHandler[];
}

/** An item that is being handled at this moment: by another delivery, or by this one, if it has the same twice. */
export interface RunningItem {
  readonly key: string;
  readonly outcome: ReceiverError;
}

/** What comes of claiming an item: it is this delivery's, or it needs no handling, or can't be handled now. */
export type Claiming = ClaimedItem | RunningItem | ItemOutcome;

/** Claims an item for this delivery. It never rejects. */
export function claimItem(item: Item, delivery: Delivery, workshop: Workshop): Soon<Claiming> {
  const handlers = workshop.registry.find(item);
  if (handlers.length === 0) return missing(item, delivery, workshop);
  return recover<Claiming>(
    () =>
      whenThere(workshop.claims.claim(item), (claim) =>
        'state' in claim ? duplicate(claim, item, delivery, workshop) : { item, claim, handlers },
      ),
    (error) => unavailable(error, item, delivery, untried, workshop),
  );
}

function duplicate(claim: RefusedClaim, item: Item, delivery: Delivery, workshop: Workshop): RunningItem | undefined {
  const running = claim.state === 'running';
  workshop.emit('duplicate', () => ({ ...itemEvent(item, delivery), running }));
  workshop.logger.debug({ delivery: delivery.delivery, ...describeItem(item), running }, 'A duplicate came.');
  if (claim.state === 'done') return undefined;
  // Most handlers end long before a lease does.
  const retryAfter = Math.min(5, Math.max(1, Math.ceil(claim.remaining / 1000)));
  const outcome = new ReceiverError('idempotency.running', 'The same is being handled at this moment.', { retryAfter });
  return { key: claim.key, outcome };
}

/**
 * Calls the handlers of an item, and marks it as done or frees it. It never rejects.
 * @param whenEnded called when the handlers have come to an end, and only the store is waited for
 */
export function handleItem(
  claimed: ClaimedItem,
  delivery: Delivery,
  workshop: Workshop,
  whenEnded?: () => void,
): Soon<ItemOutcome> {
  const { item, claim } = claimed;
  const { claims, logger } = workshop;
  const context = new ItemContext(delivery, item, claim, workshop);
  const start = performance.now();
  const calls = callHandlers(claimed, context);
  const finish = (failures: readonly unknown[]): Soon<ItemOutcome> => {
    context.end();
    const handling = performance.now() - start;
    whenEnded?.();
    if (failures.length > 0) return failed(failures, claimed, delivery, handling, workshop);
    return recover(
      () => handled(claimed, delivery, handling, workshop),
      (error) => unavailable(error, item, delivery, { attempt: claim.attempt, handling }, workshop),
    );
  };
  if (!isPromise(calls)) return finish(calls);
  const stopKeeping = claims.keep(claim, {
    lost: () => context.abort(new ReceiverError('idempotency.running', 'The claim was lost, and another one has it.')),
    renewalFailed: (err) =>
      logger.warn({ err, delivery: delivery.delivery, ...describeItem(item) }, 'A claim could not be renewed.'),
  });
  return calls.then((failures) => {
    // Before the claim is given up, since a renewal after that would take it again.
    stopKeeping();
    return finish(failures);
  });
}

/** Frees an item that was claimed and will not be handled now. It never rejects. */
export function releaseItem({ item, claim }: ClaimedItem, delivery: Delivery, workshop: Workshop): Soon<void> {
  return recover<void>(
    () => workshop.claims.release(claim),
    // It is free all the same when its lease ends.
    (err) =>
      workshop.logger.warn(
        { err, delivery: delivery.delivery, ...describeItem(item) },
        'A claim could not be released.',
      ),
  );
}

/** Calls all handlers at once, waits for all of them, and gives what those threw that failed. */
function callHandlers({ item, handlers }: ClaimedItem, context: ItemContext): Soon<readonly unknown[]> {
  const failures: unknown[] = [];
  const fail = (failure: unknown): unknown => failures.push(failure);
  const running: Promise<unknown>[] = [];
  for (const handler of handlers) {
    try {
      const result: unknown = handler(item.value as never, context);
      if (isPromise(result)) running.push(Promise.resolve(result).catch(fail));
    } catch (failure) {
      fail(failure);
    }
  }
  return running.length === 0 ? failures : Promise.all(running).then(() => failures);
}

/** Commits an item that all handlers have done. What the store fails with is thrown. */
function handled(claimed: ClaimedItem, delivery: Delivery, handling: number, workshop: Workshop): Soon<ItemOutcome> {
  return whenThere(workshop.claims.commit(claimed.claim), (isCommitted) => {
    tellHandled(claimed, delivery, handling, isCommitted, workshop);
    return undefined;
  });
}

function tellHandled(
  { item, claim }: ClaimedItem,
  delivery: Delivery,
  handling: number,
  isCommitted: boolean,
  { emit, logger }: Workshop,
): void {
  if (!isCommitted) {
    logger.warn(
      { delivery: delivery.delivery, ...describeItem(item) },
      'A claim was lost while handlers ran: another one may have handled the same.',
    );
  }
  emit('handled', () => ({ ...itemEvent(item, delivery), attempt: claim.attempt, handling }));
  if (delivery.answered === 'late') {
    emit('late', () => ({ ...itemEvent(item, delivery), outcome: 'handled' }));
    logger.warn({ delivery: delivery.delivery, ...describeItem(item), handling }, 'Handled after the deadline.');
  } else if (logger.debug !== writeNothing) {
    logger.debug({ delivery: delivery.delivery, ...describeItem(item), handling }, 'Handled.');
  }
}

function failed(
  failures: readonly unknown[],
  claimed: ClaimedItem,
  delivery: Delivery,
  handling: number,
  workshop: Workshop,
): Soon<ItemOutcome> {
  const { item, claim } = claimed;
  // Begun before anybody is told, since they may ask for the callback again at once, and not waited for, since it may take any time.
  const released = releaseItem(claimed, delivery, workshop);
  const error = failures.length === 1 ? failures[0] : new AggregateError(failures, 'Several handlers have failed.');
  emitFailed(error, item, delivery, { attempt: claim.attempt, handling }, workshop);
  for (const failure of failures) workshop.errors.report(failure, delivery, item, 'A handler has failed.');
  return whenThere(released, () => new ReceiverError('handler.failed', 'A handler has failed.', { cause: error }));
}

function missing(item: Item, delivery: Delivery, workshop: Workshop): ItemOutcome {
  const error = new ReceiverError('handler.missing', `No handler gets ${nameOf(item)}: use on, onUnknown or onAny.`);
  emitFailed(error, item, delivery, untried, workshop);
  workshop.errors.report(error, delivery, item, error.message);
  return error;
}

/** Of what kind an item is, and in what state, since handlers can be for some states alone. */
function nameOf(item: Item): string {
  const { event, tag = 'without Tag', state } = describeItem(item);
  const kind = item.isJob ? `a job ${tag}` : `an event ${event}`;
  return state === undefined ? kind : `${kind} in state ${state}`;
}

function unavailable(cause: unknown, item: Item, delivery: Delivery, trial: Trial, workshop: Workshop): ItemOutcome {
  emitFailed(cause, item, delivery, trial, workshop);
  const error = cause instanceof ReceiverError ? cause : storeFailed(cause);
  workshop.errors.report(cause, delivery, item, error.message);
  return error;
}

function storeFailed(cause: unknown): ReceiverError {
  return new ReceiverError('idempotency.unavailable', 'The store of what has been handled has failed.', {
    cause,
    retryAfter: 5,
  });
}

/** How often an item was tried, and for how long this time. */
type Trial = Pick<ReceiverEvents['failed'], 'attempt' | 'handling'>;

const untried: Trial = { attempt: 0, handling: 0 };

function emitFailed(error: unknown, item: Item, delivery: Delivery, trial: Trial, { emit }: Workshop): void {
  emit('failed', () => ({ ...itemEvent(item, delivery), ...trial, error }));
  if (delivery.answered === 'late' && trial.attempt > 0) {
    emit('late', () => ({ ...itemEvent(item, delivery), outcome: 'failed' }));
  }
}

function itemEvent(item: Item, { trace }: Delivery): ItemEvent {
  return { ...trace.stamp(), ...describeItem(item) };
}
