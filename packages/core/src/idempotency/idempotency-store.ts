/**
 * Remembers what has been handled, for one process or for many. Every step is atomic: of two that claim a key at the same time
 * one gets it.
 *
 * A key is free, claimed by an owner until its lease ends, or done until it expires. An owner is one attempt at handling, with an
 * id that no other has; it may repeat a step whose answer got lost, and gets the same answer. A method that rejects makes the
 * receiver answer 503; when to come again is `retryAfter` of a `ReceiverError` of the code `idempotency.unavailable`, or 5 seconds.
 */
export interface IdempotencyStore {
  /** Takes a free key, or one whose lease has ended, for `owner`. */
  claim(key: string, owner: string, lease: Lease): Promise<Claim> | Claim;
  /**
   * Puts off the end of the lease, and tells whether the owner has the key: also if its lease had ended and nobody has taken the key,
   * and if the store has lost the key, which the owner then takes again.
   */
  renew(key: string, owner: string, lease: Lease): Promise<boolean> | boolean;
  /**
   * Marks a key as done for `expiry` milliseconds, also if its lease has ended, and if it is free or the store has lost it. Tells
   * whether it did: not so if another owner has claimed the key since, be its lease ended or not, or has done it.
   */
  commit(key: string, owner: string, expiry: number): Promise<boolean> | boolean;
  /** Frees a key, if the owner still has it. Its number of attempts stays. */
  release(key: string, owner: string): Promise<void> | void;
}

export interface Lease {
  /** How long a claim holds, in milliseconds, unless it is renewed. */
  readonly lease: number;
  /** How long a key is remembered, in milliseconds, from this step on. A claim is remembered for its lease at least. */
  readonly expiry: number;
}

/** What came of claiming a key. */
export type Claim =
  /** The owner has it; `attempt` counts the claims of this key, from 1. */
  | { readonly state: 'claimed'; readonly attempt: number }
  /** Another owner has it for at most `remaining` milliseconds. */
  | { readonly state: 'running'; readonly remaining: number }
  | { readonly state: 'done' };
