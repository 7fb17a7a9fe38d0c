import { ReceiverError, type ErrorCode } from '../errors/index.ts';
import type { Delivery } from './delivery.ts';
import { itemsOf, type Item } from './item.ts';
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

/** An item of a delivery, and what is being waited for. */
interface Step {
  readonly item: Item;
  waitsFor: 'store' | 'handlers' | undefined;
}

/** Answers when all is handled, or when the deadline passes; handlers go on after it. */
export function afterHandlers(workshop: Workshop, deadline: number): Acknowledge {
  return (delivery) => {
    const steps = stepsOf(delivery);
    const work = whenThere(
      sideBySide(steps, (step) => process(step, delivery, workshop)),
      (outcomes) => conclude(outcomes, delivery, workshop),
    );
    return whenThere(within(deadline, work, delivery), (outcome) => {
      if (outcome !== passed) return { outcome, work };
      return tooLate(steps, work, delivery, workshop, deadline);
    });
  };
}

/** Answers as soon as each item is claimed by this delivery or another one, and handles them after that. */
export function immediately(workshop: Workshop, deadline: number): Acknowledge {
  return async (delivery) => {
    const release = (results: readonly (ClaimedItem | ItemOutcome)[]): Soon<unknown> =>
      sideBySide(results.filter(isClaimed), (item) => releaseItem(item, delivery, workshop));
    const steps = stepsOf(delivery);
    const claiming = sideBySide(steps, (step) => claim(step, delivery, workshop));
    const results = await within(deadline, claiming, delivery);
    if (results === passed) return tooLate(steps, whenThere(claiming, release), delivery, workshop, deadline);
    const refused = worstOf(results.filter((result) => !isClaimed(result) && !isRunning(result)) as ItemOutcome[]);
    if (refused !== undefined) return { outcome: refused, work: release(results) };
    if (results.length === 0) return { outcome: await conclude([], delivery, workshop), work: undefined };
    delivery.answered = 'accepted';
    const work = sideBySide(results.filter(isClaimed), (item) => handleItem(item, delivery, workshop));
    return { outcome: undefined, work };
  };
}

function stepsOf(delivery: Delivery): readonly Step[] {
  return itemsOf(delivery.callback).map((item) => ({ item, waitsFor: 'store' }));
}

/** Claims an item and handles it. It never rejects. */
function process(step: Step, delivery: Delivery, workshop: Workshop): Soon<ItemOutcome> {
  return whenThere(claim(step, delivery, workshop), (result) => {
    if (!isClaimed(result)) return result;
    step.waitsFor = 'handlers';
    const handled = handleItem(result, delivery, workshop, () => {
      step.waitsFor = 'store';
    });
    return whenThere(handled, (outcome) => {
      step.waitsFor = undefined;
      return outcome;
    });
  });
}

function claim(step: Step, delivery: Delivery, workshop: Workshop): Soon<ClaimedItem | ItemOutcome> {
  return whenThere(claimItem(step.item, delivery, workshop), (result) => {
    step.waitsFor = undefined;
    return result;
  });
}

/** The answer at the deadline. What is still being waited for is told, each item by itself. */
function tooLate(
  steps: readonly Step[],
  work: Soon<unknown>,
  delivery: Delivery,
  { errors }: Workshop,
  deadline: number,
): Acknowledgement {
  const retryAfter = Math.max(1, Math.ceil(deadline / 1000));
  const overdue = (waitsFor: Step['waitsFor']): ReceiverError =>
    waitsFor === 'store'
      ? new ReceiverError(
          'idempotency.unavailable',
          `The store of what has been handled took more than ${deadline} ms.`,
          { retryAfter },
        )
      : new ReceiverError('handler.deadline', `Handlers took more than ${deadline} ms, and may go on.`, { retryAfter });
  const told = steps
    .filter(({ waitsFor }) => waitsFor !== undefined)
    .map(({ item, waitsFor }) => {
      const error = overdue(waitsFor);
      return { error, isReported: errors.report(error, delivery, item, error.message) };
    });
  const outcome = worstOf(told.map(({ error }) => error)) ?? overdue('handlers');
  return { outcome, work: Promise.all([work, ...told.map(({ isReported }) => isReported)]) };
}

/** What a delivery comes to. Without validation it may have no job at all; then no handler has seen it. */
function conclude(outcomes: readonly ItemOutcome[], delivery: Delivery, { errors }: Workshop): Soon<ItemOutcome> {
  if (outcomes.length > 0) return worstOf(outcomes);
  const error = new ReceiverError('handler.missing', 'The callback has no job that a handler could get.');
  return errors.report(error, delivery, undefined, error.message).then(() => error);
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

function isClaimed(result: ClaimedItem | ItemOutcome): result is ClaimedItem {
  return result !== undefined && 'claim' in result;
}

/** Another delivery has been accepted with the same item, and it is being handled. */
function isRunning(result: ClaimedItem | ItemOutcome): boolean {
  return result instanceof ReceiverError && result.code === 'idempotency.running';
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
