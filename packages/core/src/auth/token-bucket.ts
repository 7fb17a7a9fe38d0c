/** How often something may happen. */
export interface Rate {
  /** So often on average. */
  readonly perSecond: number;
  /** So often at once, after a pause. */
  readonly burst: number;
}

/** Hands out permits: as many as a bucket holds at first, and then as fast as it fills up. */
export class TokenBucket {
  readonly #rate: Rate;
  #permits: number;
  #filledAt: number;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#permits = rate.burst;
    this.#filledAt = performance.now();
  }

  /** Takes a permit and gives 0, or gives in how many seconds there is one. */
  take(): number {
    const { perSecond, burst } = this.#rate;
    const now = performance.now();
    this.#permits = Math.min(burst, this.#permits + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#permits < 1) return (1 - this.#permits) / perSecond;
    this.#permits -= 1;
    return 0;
  }
}
