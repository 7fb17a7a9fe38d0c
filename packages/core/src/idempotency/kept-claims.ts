import type { ResolvedIdempotency } from '../receiver/receiver-options.ts';
import type { HeldClaim } from './claims.ts';

/** Who wants to know what becomes of a claim while its handlers run. */
export interface KeptClaimListener {
  /** Called once, if the store says that another owner has it. */
  lost(): void;
  /** A renewal has failed; it is tried again. */
  renewalFailed(error: unknown): void;
}

interface KeptClaim {
  readonly claim: HeldClaim;
  readonly listener: KeptClaimListener;
  /** Where it is among all of them. */
  index: number;
}

/**
 * Renews claims while their handlers run. One timer serves all of them, since nearly all handlers end long before it goes off.
 *
 * They are in a list, in no order: a map that is filled and emptied all the time leaves a trail of tables, each of which keeps the next
 * from being collected while it is young.
 */
export class KeptClaims {
  readonly #options: ResolvedIdempotency;
  #kept: KeptClaim[] = [];
  #isOver = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: ResolvedIdempotency) {
    this.#options = options;
  }

  /** Gives the function that ends it. */
  add(claim: HeldClaim, listener: KeptClaimListener): () => void {
    if (this.#isOver) return () => {};
    const kept: KeptClaim = { claim, listener, index: this.#kept.length };
    this.#kept.push(kept);
    // Twice may fail before the lease ends.
    this.#timer ??= startTimer(() => this.#renewAll(), Math.max(1, Math.floor(this.#options.lease / 3)));
    return () => this.#remove(kept);
  }

  /** Renews nothing any more. */
  letGo(): void {
    this.#isOver = true;
    this.#kept = [];
    this.#stopTimer();
  }

  #stopTimer(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #has(kept: KeptClaim): boolean {
    return this.#kept[kept.index] === kept;
  }

  /** Puts the last one in its place. */
  #remove(kept: KeptClaim): void {
    if (!this.#has(kept)) return;
    const last = this.#kept.pop();
    if (last === undefined || last === kept) return;
    this.#kept[kept.index] = last;
    last.index = kept.index;
  }

  #renewAll(): void {
    if (this.#kept.length === 0) this.#stopTimer();
    for (const kept of this.#kept) void this.#renew(kept);
  }

  /** What a renewal comes to after the end is of no interest: it may have met a claim that was committed or released meanwhile. */
  async #renew(kept: KeptClaim): Promise<void> {
    const { claim, listener } = kept;
    try {
      if (await this.#options.store.renew(claim.key, claim.owner, this.#options)) return;
      if (!this.#has(kept)) return;
      this.#remove(kept);
      listener.lost();
    } catch (error) {
      if (this.#has(kept)) listener.renewalFailed(error);
    }
  }
}

/** Starts a timer that, on Node, does not keep the process from ending. */
function startTimer(work: () => void, milliseconds: number): ReturnType<typeof setInterval> {
  const timer = setInterval(work, milliseconds);
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
