import type { ResolvedIdempotency } from '../receiver/receiver-options.ts';
import type { HeldClaim } from './claims.ts';

/** Who wants to know what becomes of a claim while its handlers run. */
export interface KeptClaimListener {
  /** Called once, if the store says that another owner has it. */
  lost(): void;
  /** A renewal has failed; it is tried again. */
  renewalFailed(error: unknown): void;
}

/**
 * Renews claims while their handlers run. Each has a timer of its own: on Cloudflare Workers one that served all of them would end with the
 * request that had begun it, and so would what it asks of the store.
 */
export class KeptClaims {
  readonly #options: ResolvedIdempotency;
  #isOver = false;

  constructor(options: ResolvedIdempotency) {
    this.#options = options;
  }

  /** Gives the function that ends it. */
  add(claim: HeldClaim, listener: KeptClaimListener): () => void {
    if (this.#isOver) return () => {};
    const { store, lease } = this.#options;
    let isKept = true;
    const end = (): void => {
      isKept = false;
      clearInterval(timer);
    };
    // What a renewal comes to after the end is of no interest: it may have met a claim that was committed or released meanwhile.
    const isOfInterest = (): boolean => isKept && !this.#isOver;
    const renew = async (): Promise<void> => {
      if (this.#isOver) return end();
      try {
        if ((await store.renew(claim.key, claim.owner, this.#options)) || !isOfInterest()) return;
        end();
        listener.lost();
      } catch (error) {
        if (isOfInterest()) listener.renewalFailed(error);
      }
    };
    // Twice may fail before the lease ends.
    const timer = startTimer(() => void renew(), Math.max(1, Math.floor(lease / 3)));
    return end;
  }

  /** Renews nothing any more. */
  letGo(): void {
    this.#isOver = true;
  }
}

/** Starts a timer that, on Node, does not keep the process from ending. */
function startTimer(work: () => void, milliseconds: number): ReturnType<typeof setInterval> {
  const timer = setInterval(work, milliseconds);
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
