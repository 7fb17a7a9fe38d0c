import { ReceiverError } from '../errors/index.ts';
import { kindOf } from '../options/kind-of.ts';
import { isPromise, recover, whenThere, type Soon } from '../platform/soon.ts';
import type { Item } from '../receiver/item.ts';
import type { ResolvedIdempotency } from '../receiver/receiver-options.ts';
import type { Claim } from './idempotency-store.ts';
import { keyOf } from './key.ts';
import { KeptClaims, type KeptClaimListener } from './kept-claims.ts';

/** A claim that has been got. */
export interface HeldClaim {
  readonly key: string;
  readonly owner: string;
  readonly attempt: number;
}

/** A claim that can't be got: another delivery has it, this delivery has it for the same in another place, or what it is for has been done. */
export type RefusedClaim = Exclude<Claim, { state: 'claimed' }> | { readonly state: 'twin' };

/** Claims items in a store, or lets each pass where duplicates are not looked for. */
export class Claims {
  readonly #options: ResolvedIdempotency | undefined;
  readonly #kept: KeptClaims | undefined;
  /** Unlike that of any other receiver. It is made with the first claim, since workers have no random values before a request. */
  #prefix: string | undefined;
  #count = 0;

  constructor(options: ResolvedIdempotency | undefined) {
    this.#options = options;
    this.#kept = options && new KeptClaims(options);
  }

  /**
   * What the store rejects with, and what an own function for keys throws, is thrown.
   * @param keys of the items of the same delivery that came before, if it has several; the item's own is added
   */
  claim(item: Item, keys: Set<string> | undefined): Soon<HeldClaim | RefusedClaim> {
    const key = this.#keyOf(item);
    return isPromise(key) ? key.then((made) => this.#claimOnce(made, keys)) : this.#claimOnce(key, keys);
  }

  #claimOnce(key: string, keys: Set<string> | undefined): Soon<HeldClaim | RefusedClaim> {
    if (this.#options !== undefined && keys?.has(key) === true) return { state: 'twin' };
    keys?.add(key);
    return this.#claimKey(key);
  }

  #keyOf(item: Item): Soon<string> {
    const key = this.#options?.key;
    if (key === undefined) return keyOf(item);
    return whenThere(
      recover<unknown>(() => key(item.value), keyFailed),
      (given) => {
        if (typeof given === 'string' && given !== '') return given;
        return keyFailed(
          new TypeError(`It gave ${given === '' ? 'an empty text' : kindOf(given)} in place of a text.`),
        );
      },
    );
  }

  #claimKey(key: string): Soon<HeldClaim | RefusedClaim> {
    const options = this.#options;
    this.#prefix ??= `${crypto.randomUUID()}.`;
    const owner = `${this.#prefix}${this.#count++}`;
    if (options === undefined) return { key, owner, attempt: 1 };
    return whenThere(options.store.claim(key, owner, options), (claim) => readClaim(claim, key, owner));
  }

  /** Renews a claim until the function that it gives is called. */
  keep(claim: HeldClaim, listener: KeptClaimListener): () => void {
    return this.#kept?.add(claim, listener) ?? (() => {});
  }

  /** Renews nothing any more, also of what is kept from now on: what still runs may be taken over when its lease ends. */
  letGo(): void {
    this.#kept?.letGo();
  }

  /** Tells whether the claim was still the owner's. */
  commit({ key, owner }: HeldClaim): Soon<boolean> {
    const options = this.#options;
    return options === undefined || options.store.commit(key, owner, options.expiry);
  }

  release({ key, owner }: HeldClaim): Soon<void> {
    return this.#options?.store.release(key, owner);
  }
}

function readClaim(claim: Claim, key: string, owner: string): HeldClaim | RefusedClaim {
  switch (claim.state) {
    case 'claimed':
      return { key, owner, attempt: claim.attempt };
    case 'running':
    case 'done':
      return claim;
    default:
      throw new TypeError('The claim of a store must be claimed, running or done.');
  }
}

/** That is no failure of the store, though the sender is told the same. */
function keyFailed(cause: unknown): never {
  throw new ReceiverError('idempotency.unavailable', 'The function idempotency.key has failed.', {
    cause,
    retryAfter: 5,
  });
}
