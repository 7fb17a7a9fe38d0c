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
import { sideBySide } from './side-by-side.ts';
import { passed, within } from './within.ts';
import { whenThere, type Soon } from '../platform/soon.ts';

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

/** An item of a delivery, and how far it has come. */
interface Step {
  readonly item: Item;
  waitsFor: 'store' | 'handlers' | undefined;
  /** It is this delivery's to handle. */
  claimed: ClaimedItem | undefined;
  /** It is being handled already: its key. */
  runningKey: string | undefined;
  outcome: ItemOutcome;
}

/** Answers when all is handled, or when the deadline passes; handlers go on after it. */
export function afterHandlers(workshop: Workshop, deadline: number): Acknowledge {
  return (delivery) => {
    const steps = stepsOf(delivery);
    const work = sideBySide(steps, (step) => process(step, delivery, workshop));
    return whenThere(beforeDeadline(deadline, work, delivery), (result) => {
      if (result === passed) return tooLate(steps, work, delivery, workshop, deadline);
      return { outcome: conclude(steps, delivery, workshop), work };
    });
  };
}

/** Answers as soon as each item is claimed by this delivery or another one, and handles them after that. */
export function immediately(workshop: Workshop, deadline: number): Acknowledge {
  return async (delivery) => {
    const steps = stepsOf(delivery);
    const forClaimed = (work: (claimed: ClaimedItem) => Soon<unknown>): Soon<unknown> =>
      sideBySide(
        steps.flatMap(({ claimed }) => claimed ?? []),
        work,
      );
    const release = (): Soon<unknown> => forClaimed((claimed) => releaseItem(claimed, delivery, workshop));
    const claiming = sideBySide(steps, (step) => claim(step, delivery, workshop));
    const result = await beforeDeadline(deadline, claiming, delivery);
    if (result === passed) return tooLate(steps, whenThere(claiming, release), delivery, workshop, deadline);
    const outcome = conclude(steps, delivery, workshop);
    // What another delivery handles at this moment has been accepted with that.
    if (outcome !== undefined && outcome.code !== 'idempotency.running') return { outcome, work: release() };
    delivery.answered = 'accepted';
    return { outcome: undefined, work: forClaimed((claimed) => handleItem(claimed, delivery, workshop)) };
  };
}

function stepsOf(delivery: Delivery): readonly Step[] {
  return itemsOf(delivery.callback).map((item) => ({
    item,
    waitsFor: 'store',
    claimed: undefined,
    runningKey: undefined,
    outcome: undefined,
  }));
}

/** Claims an item and handles it. It never rejects. */
function process(step: Step, delivery: Delivery, workshop: Workshop): Soon<void> {
  return whenThere(claim(step, delivery, workshop), () => {
    if (step.claimed === undefined) return undefined;
    step.waitsFor = 'handlers';
    const handled = handleItem(step.claimed, delivery, workshop, () => {
      step.waitsFor = 'store';
    });
    return whenThere(handled, (outcome) => {
      step.waitsFor = undefined;
      step.outcome = outcome;
    });
  });
}

function claim(step: Step, delivery: Delivery, workshop: Workshop): Soon<void> {
  return whenThere(claimItem(step.item, delivery, workshop), (claiming) => {
    step.waitsFor = undefined;
    if (claiming === undefined || claiming instanceof ReceiverError) step.outcome = claiming;
    else if ('claim' in claiming) step.claimed = claiming;
    else ({ key: step.runningKey, outcome: step.outcome } = claiming);
  });
}

/** Waits for some work on a delivery until the deadline, which makes it late. */
function beforeDeadline<Value>(deadline: number, work: Soon<Value>, delivery: Delivery): Soon<Value | typeof passed> {
  return within(deadline, work, () => {
    // At once, so that no handler that ends just now counts as one that was in time.
    delivery.answered = 'late';
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
  const outcomes = steps.map(({ item, waitsFor, outcome }) => {
    if (waitsFor === undefined) return outcome;
    const error = overdue(waitsFor);
    errors.report(error, delivery, item, error.message);
    return error;
  });
  return { outcome: worstOf(outcomes) ?? overdue('handlers'), work };
}

/** What a delivery comes to. Without validation it may have no job at all; then no handler has seen it. */
function conclude(steps: readonly Step[], delivery: Delivery, { errors }: Workshop): ItemOutcome {
  if (steps.length === 0) {
    const error = new ReceiverError('handler.missing', 'The callback has no job that a handler could get.');
    errors.report(error, delivery, undefined, error.message);
    return error;
  }
  const worst = worstOf(steps.map(({ outcome }) => outcome));
  return worst?.code === 'idempotency.running' ? runningElsewhere(steps) : worst;
}

/** Where a delivery has the same twice, it is handled once, and what comes of that holds for both. */
function runningElsewhere(steps: readonly Step[]): ItemOutcome {
  const claimed = new Set(steps.map((step) => step.claimed?.claim.key));
  return steps.find(({ runningKey }) => runningKey !== undefined && !claimed.has(runningKey))?.outcome;
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
