import { ReceiverError, type ErrorCode } from '../errors/index.ts';
import type { Delivery } from './delivery.ts';
import { itemsOf } from './item.ts';
import {
  claimItem,
  handleItem,
  releaseItem,
  type ClaimedItem,
  type ItemOutcome,
  type Workshop,
} from './process-item.ts';
import { isPromise, whenThere, type Soon } from '../platform/soon.ts';
import { sideBySide } from './side-by-side.ts';

/** What the sender is told, and the work that may go on after that. */
export interface Acknowledgement {
  /** Nothing to complain of, or why the sender should come again. */
  readonly outcome: ItemOutcome;
  /** Ends when all handlers have. It never rejects. */
  readonly work: Soon<unknown>;
}

/**
 * Decides when a delivery is answered. It gets a delivery and nothing of the request, so one that stores deliveries, answers, and handles
 * them later is another function of this type.
 */
export type Acknowledge = (delivery: Delivery) => Soon<Acknowledgement>;

/** Answers when all is handled, or when the deadline passes; handlers go on after it. */
export function afterHandlers(workshop: Workshop, deadline: number): Acknowledge {
  return (delivery) => {
    const work = processDelivery(delivery, workshop);
    return whenThere(within(deadline, work, delivery), (outcome) => {
      if (outcome !== passed) return { outcome, work };
      const error = overdue('handler.deadline', 'Handlers', deadline);
      return { outcome: error, work: Promise.all([work, report(error, delivery, workshop)]) };
    });
  };
}

/** Answers as soon as each item is claimed by this delivery or another one, and handles them after that. */
export function immediately(workshop: Workshop, deadline: number): Acknowledge {
  return async (delivery) => {
    const release = (results: readonly (ClaimedItem | ItemOutcome)[]): Soon<unknown> =>
      sideBySide(results.filter(isClaimed), (item) => releaseItem(item, delivery, workshop));
    const claiming = sideBySide(itemsOf(delivery.callback), (item) => claimItem(item, delivery, workshop));
    const results = await within(deadline, claiming, delivery);
    if (results === passed) {
      const error = overdue('idempotency.unavailable', 'The store of what has been handled', deadline);
      return { outcome: error, work: Promise.all([whenThere(claiming, release), report(error, delivery, workshop)]) };
    }
    const refused = worstOf(results.filter((result) => !isClaimed(result) && !isRunning(result)) as ItemOutcome[]);
    if (refused !== undefined || results.length === 0) {
      return { outcome: refused ?? nothingToHandle(), work: release(results) };
    }
    delivery.answered = 'accepted';
    const work = sideBySide(results.filter(isClaimed), (item) => handleItem(item, delivery, workshop));
    return { outcome: undefined, work };
  };
}

function overdue(code: 'handler.deadline' | 'idempotency.unavailable', who: string, deadline: number): ReceiverError {
  const retryAfter = Math.max(1, Math.ceil(deadline / 1000));
  return new ReceiverError(code, `${who} took more than ${deadline} ms, and may go on.`, { retryAfter });
}

function report(error: ReceiverError, delivery: Delivery, { errors }: Workshop): Promise<void> {
  return errors.report(error, delivery, undefined, error.message);
}

/** Handles all items of a delivery side by side, so that one that fails or waits keeps no other. It never rejects. */
function processDelivery(delivery: Delivery, workshop: Workshop): Soon<ItemOutcome> {
  const items = itemsOf(delivery.callback);
  if (items.length === 0) return nothingToHandle();
  const outcomes = sideBySide(items, (item) =>
    whenThere(claimItem(item, delivery, workshop), (result) =>
      isClaimed(result) ? handleItem(result, delivery, workshop) : result,
    ),
  );
  return whenThere(outcomes, worstOf);
}

// What has failed says more than what may still succeed.
const severity: readonly ErrorCode[] = [
  'handler.failed',
  'handler.missing',
  'idempotency.unavailable',
  'idempotency.running',
];

function worstOf(outcomes: readonly ItemOutcome[]): ItemOutcome {
  let worst: ItemOutcome;
  for (const outcome of outcomes) {
    if (outcome === undefined) continue;
    if (worst === undefined || severity.indexOf(outcome.code) < severity.indexOf(worst.code)) worst = outcome;
  }
  return worst;
}

function isClaimed(result: ClaimedItem | ItemOutcome): result is ClaimedItem {
  return result !== undefined && 'claim' in result;
}

/** Another delivery has been accepted with the same item, and it is being handled. */
function isRunning(result: ClaimedItem | ItemOutcome): boolean {
  return result instanceof ReceiverError && result.code === 'idempotency.running';
}

/** Without validation a callback may have no job at all; then no handler has seen it. */
function nothingToHandle(): ReceiverError {
  return new ReceiverError('handler.missing', 'The callback has no job that a handler could get.');
}

const passed = Symbol('the deadline has passed');

/** Waits for some work on a delivery until the deadline, which makes it late. */
function within<Value>(milliseconds: number, work: Soon<Value>, delivery: Delivery): Soon<Value | typeof passed> {
  if (!isPromise(work)) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // At once, so that no handler that ends just now counts as one that was in time.
      delivery.answered = 'late';
      resolve(passed);
    }, milliseconds);
    // Work doesn't reject. If it does all the same, that is an answer of 500, and not the end of the process.
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
