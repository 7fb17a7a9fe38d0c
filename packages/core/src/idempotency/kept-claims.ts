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
 * Renews claims while their handlers run. One timer serves all of them, since nearly all handlers end long before it goes off.
 */
export class KeptClaims {
  readonly #options: ResolvedIdempotency;
  readonly #listeners = new Map<HeldClaim, KeptClaimListener>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: ResolvedIdempotency) {
    this.#options = options;
  }

  /** Gives the function that ends it. */
  add(claim: HeldClaim, listener: KeptClaimListener): () => void {
    this.#listeners.set(claim, listener);
    // Twice may fail before the lease ends.
    this.#timer ??= startTimer(() => this.#renewAll(), Math.max(1, Math.floor(this.#options.lease / 3)));
    return () => this.#listeners.delete(claim);
  }

  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#listeners.clear();
  }

  #renewAll(): void {
    if (this.#listeners.size === 0) this.clear();
    for (const [claim, listener] of this.#listeners) void this.#renew(claim, listener);
  }

  /** What a renewal comes to after the end is of no interest: it may have met a claim that was committed or released meanwhile. */
  async #renew(claim: HeldClaim, listener: KeptClaimListener): Promise<void> {
    const { key, owner } = claim;
    try {
      if (await this.#options.store.renew(key, owner, this.#options)) return;
      if (this.#listeners.delete(claim)) listener.lost();
    } catch (error) {
      if (this.#listeners.has(claim)) listener.renewalFailed(error);
    }
  }
}

/** Starts a timer that, on Node, does not keep the process from ending. */
function startTimer(work: () => void, milliseconds: number): ReturnType<typeof setInterval> {
  const timer = setInterval(work, milliseconds);
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
