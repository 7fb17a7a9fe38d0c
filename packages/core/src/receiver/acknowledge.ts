import { ReceiverError, type ErrorCode } from '../errors/index.ts';
import type { Delivery } from './delivery.ts';
import { itemsOf } from './item.ts';
import { ItemProcess, type ItemOutcome } from './item-process.ts';
import { sideBySide } from './side-by-side.ts';
import { passed, within } from './within.ts';
import type { Workshop } from './workshop.ts';
import { isPromise, whenThere, type Soon } from '../platform/soon.ts';

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
export function afterHandlers(workshop: Workshop): Acknowledge {
  return (delivery) => {
    const items = processesOf(delivery, workshop);
    const work = sideBySide(items, claimAndHandle);
    if (!isPromise(work)) return { outcome: conclude(items, delivery, workshop), work };
    return beforeDeadline(work, delivery, workshop).then((result) =>
      result === passed
        ? { outcome: tooLate(items, workshop), work }
        : { outcome: conclude(items, delivery, workshop), work },
    );
  };
}

function claimAndHandle(item: ItemProcess): Soon<void> {
  const claiming = item.claim();
  return isPromise(claiming) ? claiming.then(() => item.handle()) : item.handle();
}

/** Answers as soon as each item is claimed by this delivery or another one, and handles them after that. */
export function immediately(workshop: Workshop): Acknowledge {
  return async (delivery) => {
    const items = processesOf(delivery, workshop);
    const release = (): Soon<unknown> => sideBySide(items, (item) => item.release());
    const claiming = sideBySide(items, (item) => item.claim());
    const result = isPromise(claiming) ? await beforeDeadline(claiming, delivery, workshop) : undefined;
    if (result === passed) return { outcome: tooLate(items, workshop), work: whenThere(claiming, release) };
    const outcome = conclude(items, delivery, workshop);
    // What another delivery handles at this moment has been accepted with that.
    if (outcome !== undefined && outcome.code !== 'idempotency.running') return { outcome, work: release() };
    delivery.answered = 'accepted';
    return { outcome: undefined, work: sideBySide(items, (item) => item.handle()) };
  };
}

function processesOf(delivery: Delivery, workshop: Workshop): readonly ItemProcess[] {
  const items = itemsOf(delivery.callback);
  const keys = items.length > 1 ? new Set<string>() : undefined;
  return items.map((item) => new ItemProcess(item, delivery, workshop, keys));
}

/** Waits for some work on a delivery until the deadline, which makes it late. */
function beforeDeadline<Value>(
  work: Promise<Value>,
  delivery: Delivery,
  { deadline }: Workshop,
): Promise<Value | typeof passed> {
  return within(deadline, work, () => {
    // At once, so that no handler that ends just now counts as one that was in time.
    delivery.answered = 'late';
  });
}

/** The answer at the deadline. What is still being waited for is told, each item by itself. */
function tooLate(items: readonly ItemProcess[], { deadline }: Workshop): ReceiverError {
  const retryAfter = Math.max(1, Math.ceil(deadline / 1000));
  const overdue = (waitsFor: ItemProcess['waitsFor']): ReceiverError =>
    waitsFor === 'store'
      ? new ReceiverError(
          'idempotency.unavailable',
          `The store of what has been handled took more than ${deadline} ms.`,
          { retryAfter },
        )
      : new ReceiverError('handler.deadline', `Handlers took more than ${deadline} ms, and may go on.`, { retryAfter });
  const outcomes = items.map((item) => {
    if (item.waitsFor === undefined) return item.outcome;
    const error = overdue(item.waitsFor);
    item.reportOverdue(error);
    return error;
  });
  // Something is always overdue, or has failed; were it not so, that would be no reason to say that all is well.
  return worstOf(outcomes) ?? overdue('handlers');
}

/** What a delivery comes to. Without validation it may have no job at all; then no handler has seen it. */
function conclude(items: readonly ItemProcess[], delivery: Delivery, { errors }: Workshop): ItemOutcome {
  if (items.length === 0) {
    const error = new ReceiverError('handler.missing', 'The callback has no job that a handler could get.');
    errors.report(error, delivery, undefined, error.message);
    return error;
  }
  return worstOf(items.map(({ outcome }) => outcome));
}

// What has failed says more than what may still succeed.
const severity: readonly ErrorCode[] = [
  'handler.failed',
  'handler.missing',
  'handler.deadline',
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
