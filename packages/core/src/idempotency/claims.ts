import type { Item } from '../receiver/item.ts';
import type { ResolvedIdempotency } from '../receiver/receiver-options.ts';
import type { Claim } from './idempotency-store.ts';
import { keyOf } from './key.ts';

/** A claim that has been got. */
export interface HeldClaim {
  readonly key: string;
  readonly owner: string;
  readonly attempt: number;
}

/** Claims items in a store, or lets each pass where duplicates are not looked for. */
export class Claims {
  readonly #options: ResolvedIdempotency | undefined;

  constructor(options: ResolvedIdempotency | undefined) {
    this.#options = options;
  }

  /** What the store rejects with, and what an own function for keys throws, is thrown. */
  async claim(item: Item): Promise<HeldClaim | Exclude<Claim, { state: 'claimed' }>> {
    const options = this.#options;
    const key = await (options?.key === undefined ? keyOf(item) : options.key(item.value));
    if (typeof key !== 'string' || key === '')
      throw new TypeError('idempotency.key must give a text that is not empty');
    const owner = crypto.randomUUID();
    if (options === undefined) return { key, owner, attempt: 1 };
    const claim = await options.store.claim(key, owner, options);
    return claim.state === 'claimed' ? { key, owner, attempt: claim.attempt } : claim;
  }

  /**
   * Renews a claim until the function that it gives is called. `lost` is called once, if the store says that another owner has it. What a
   * renewal comes to after the end is of no interest: it may have met a claim that was committed or released meanwhile.
   */
  keep({ key, owner }: HeldClaim, lost: () => void, failed: (error: unknown) => void): () => void {
    const options = this.#options;
    if (options === undefined) return () => {};
    let isKept = true;
    const stop = (): void => {
      isKept = false;
      clearInterval(timer);
    };
    const renew = async (): Promise<void> => {
      try {
        if ((await options.store.renew(key, owner, options)) || !isKept) return;
        stop();
        lost();
      } catch (error) {
        if (isKept) failed(error);
      }
    };
    // Twice may fail before the lease ends.
    const timer = setInterval(() => void renew(), Math.max(1, Math.floor(options.lease / 3)));
    return stop;
  }

  /** Tells whether the claim was still the owner's. */
  async commit({ key, owner }: HeldClaim): Promise<boolean> {
    const options = this.#options;
    return options === undefined || options.store.commit(key, owner, options.expiry);
  }

  async release({ key, owner }: HeldClaim): Promise<void> {
    await this.#options?.store.release(key, owner);
  }
}
