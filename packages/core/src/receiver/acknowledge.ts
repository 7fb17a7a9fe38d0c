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

/** What the sender is told, and the work that may go on after that. */
export interface Acknowledgement {
  /** Nothing to complain of, or why the sender should come again. */
  readonly outcome: ItemOutcome;
  /** Ends when all handlers have. It never rejects. */
  readonly work: Promise<unknown>;
}

/**
 * Decides when a delivery is answered. It gets a delivery and nothing of the request, so one that stores deliveries, answers, and handles
 * them later is another function of this type.
 */
export type Acknowledge = (delivery: Delivery) => Promise<Acknowledgement>;

/** Answers when all is handled, or when the deadline passes; handlers go on after it. */
export function afterHandlers(workshop: Workshop, deadline: number): Acknowledge {
  return async (delivery) => {
    const work = processDelivery(delivery, workshop);
    // Said as soon as the time is over, so that no handler that ends just then counts as one that was in time.
    const outcome = await within(deadline, work, () => {
      delivery.answered = 'late';
    });
    if (outcome !== passed) return { outcome, work };
    const error = new ReceiverError('handler.deadline', `Handlers took more than ${deadline} ms; they go on.`, {
      retryAfter: Math.max(1, Math.ceil(deadline / 1000)),
    });
    return {
      outcome: error,
      work: Promise.all([work, workshop.errors.report(error, delivery, undefined, error.message)]),
    };
  };
}

/** Answers as soon as each item is claimed by this delivery or another one, and handles them after that. */
export function immediately(workshop: Workshop): Acknowledge {
  return async (delivery) => {
    const results = await Promise.all(itemsOf(delivery.callback).map((item) => claimItem(item, delivery, workshop)));
    const claimed = results.filter(isClaimed);
    const refused = worstOf(results.filter((result) => !isClaimed(result) && !isRunning(result)) as ItemOutcome[]);
    if (refused !== undefined || results.length === 0) {
      const work = Promise.all(claimed.map((item) => releaseItem(item, delivery, workshop)));
      return { outcome: refused ?? nothingToHandle(), work };
    }
    delivery.answered = 'accepted';
    return { outcome: undefined, work: Promise.all(claimed.map((item) => handleItem(item, delivery, workshop))) };
  };
}

/** Handles all items of a delivery side by side, so that one that fails or waits keeps no other. It never rejects. */
async function processDelivery(delivery: Delivery, workshop: Workshop): Promise<ItemOutcome> {
  const items = itemsOf(delivery.callback);
  if (items.length === 0) return nothingToHandle();
  const outcomes = items.map(async (item) => {
    const result = await claimItem(item, delivery, workshop);
    return isClaimed(result) ? handleItem(result, delivery, workshop) : result;
  });
  return worstOf(await Promise.all(outcomes));
}

// What has failed says more than what may still succeed.
const severity: readonly ErrorCode[] = [
  'handler.failed',
  'handler.missing',
  'idempotency.unavailable',
  'idempotency.running',
];

function worstOf(outcomes: readonly ItemOutcome[]): ItemOutcome {
  const errors = outcomes.filter((outcome) => outcome !== undefined);
  return errors.toSorted((one, other) => severity.indexOf(one.code) - severity.indexOf(other.code))[0];
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

async function within<Value>(
  milliseconds: number,
  work: Promise<Value>,
  onPassed: () => void,
): Promise<Value | typeof passed> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<typeof passed>((resolve) => {
    timer = setTimeout(() => {
      onPassed();
      resolve(passed);
    }, milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
