import { requireOptions } from '../options/require-options.ts';
import { wholeNumber } from '../options/whole-number.ts';
import type { Claim, IdempotencyStore, Lease } from './idempotency-store.ts';

export interface MemoryStoreOptions {
  /** How many keys are remembered; 10,000 by default. Keys that are being handled come on top. */
  readonly entries?: number;
}

/**
 * Remembers in this process what has been handled: for a server of one process, whose memory a restart may clear.
 *
 * Beyond `entries` keys it forgets those that have been done or free for longest. It has no timers: what has expired counts as forgotten,
 * and its memory is freed when it is its turn.
 *
 * @throws {TypeError} if `entries` is not a positive integer, and for another option
 *
 * @example
 * ```ts
 * const store = memoryStore({ entries: 50_000 });
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): IdempotencyStore {
  const asker = 'memoryStore';
  requireOptions(asker, options, { entries: true });
  return new MemoryStore(wholeNumber(asker, 'entries', options.entries, 10_000, { most: Number.MAX_SAFE_INTEGER }));
}

/** What is known of a key. It is changed in place, since what lives long costs least when it is made once. */
interface Entry {
  state: 'claimed' | 'done' | 'free';
  /** Who has claimed or done the key. */
  owner: string;
  attempt: number;
  /** By {@link clock}, as all times here. */
  leaseEnd: number;
  expiresAt: number;
}

/**
 * One map has all keys. A second one for those that are claimed would be simpler, but one that is filled and emptied all the time
 * leaves a trail of tables, each of which keeps the next from being collected while it is young.
 */
class MemoryStore implements IdempotencyStore {
  readonly #entries: number;
  /** Of those that are settled, the ones that have been so for longest come first. */
  readonly #known = new Map<string, Entry>();
  /**
   * Goes on where it stopped, so it has the keys that are left before it: those that it gives are deleted, and what is set again
   * goes to the end. One that began anew would have to pass by all that was deleted before. It begins anew only where it has stood
   * still for long, since it keeps all tables that the map has had since then from being collected.
   */
  #oldest = this.#known.entries();
  /** How many keys have gone to the end since {@link #oldest} went on. */
  #moved = 0;
  #last: Entry | undefined;
  /** How many are claimed, be their lease ended or not. */
  #claimed = 0;
  #mostClaimed: number;

  constructor(entries: number) {
    this.#entries = entries;
    this.#mostClaimed = entries;
  }

  claim(key: string, owner: string, lease: Lease): Claim {
    const now = clock();
    const entry = this.#find(key, now) ?? this.#add(key, owner);
    if (entry.state === 'done') return { state: 'done' };
    const isOwn = entry.state === 'claimed' && entry.owner === owner;
    if (entry.state === 'claimed' && !isOwn && entry.leaseEnd > now) {
      return { state: 'running', remaining: entry.leaseEnd - now };
    }
    if (!isOwn) entry.attempt++;
    this.#take(entry, owner, lease, now);
    return { state: 'claimed', attempt: entry.attempt };
  }

  renew(key: string, owner: string, lease: Lease): boolean {
    const now = clock();
    const known = this.#find(key, now);
    if (known !== undefined && (known.state !== 'claimed' || known.owner !== owner)) return false;
    const entry = known ?? this.#add(key, owner);
    if (known === undefined) entry.attempt++;
    this.#take(entry, owner, lease, now);
    return true;
  }

  commit(key: string, owner: string, expiry: number): boolean {
    const now = clock();
    const entry = this.#find(key, now) ?? this.#add(key, owner);
    if (entry.state !== 'free' && entry.owner !== owner) return false;
    entry.owner = owner;
    entry.expiresAt = now + expiry;
    this.#settle(key, entry, 'done', now);
    return true;
  }

  release(key: string, owner: string): void {
    const now = clock();
    const entry = this.#find(key, now);
    if (entry?.state === 'claimed' && entry.owner === owner) this.#settle(key, entry, 'free', now);
  }

  #find(key: string, now: number): Entry | undefined {
    const entry = this.#known.get(key);
    if (entry === undefined || entry.expiresAt > now) return entry;
    this.#forget(key, entry);
    return undefined;
  }

  #add(key: string, owner: string): Entry {
    const entry: Entry = { state: 'free', owner, attempt: 0, leaseEnd: 0, expiresAt: 0 };
    this.#append(key, entry);
    return entry;
  }

  #append(key: string, entry: Entry): void {
    this.#known.set(key, entry);
    this.#last = entry;
  }

  #forget(key: string, { state }: Entry): void {
    this.#known.delete(key);
    if (state === 'claimed') this.#claimed--;
  }

  #take(entry: Entry, owner: string, { lease, expiry }: Lease, now: number): void {
    if (entry.state !== 'claimed') this.#claimed++;
    entry.state = 'claimed';
    entry.owner = owner;
    entry.leaseEnd = now + lease;
    entry.expiresAt = now + Math.max(lease, expiry);
    if (this.#claimed > this.#mostClaimed) this.#forgetEndedClaims(now);
  }

  #settle(key: string, entry: Entry, state: 'done' | 'free', now: number): void {
    if (entry.state === 'claimed') this.#claimed--;
    entry.state = state;
    if (entry !== this.#last) {
      this.#known.delete(key);
      this.#append(key, entry);
      this.#moved++;
    }
    if (this.#moved > this.#entries) this.#beginAnew();
    while (this.#known.size - this.#claimed > this.#entries) this.#passOldest(now);
  }

  #beginAnew(): void {
    this.#oldest = this.#known.entries();
    this.#moved = 0;
  }

  /** Forgets the first one, but for a claim that holds, which goes to the end. */
  #passOldest(now: number): void {
    this.#moved = 0;
    const [key, entry] = this.#oldest.next().value ?? [];
    if (key === undefined || entry === undefined) return;
    this.#known.delete(key);
    if (isHeld(entry, now)) this.#append(key, entry);
    else if (entry.state === 'claimed') this.#claimed--;
  }

  /** Claims that nobody settles would otherwise stay while nothing else is settled. */
  #forgetEndedClaims(now: number): void {
    for (const [key, entry] of this.#known) {
      if (entry.state === 'claimed' && !isHeld(entry, now)) this.#forget(key, entry);
    }
    this.#mostClaimed = Math.max(this.#entries, this.#claimed * 2);
  }
}

function isHeld({ state, leaseEnd }: Entry, now: number): boolean {
  return state === 'claimed' && leaseEnd > now;
}

/** Milliseconds since the process began, whole ones: V8 keeps those below 2^31 in an object itself, and others beside it. */
function clock(): number {
  return Math.floor(performance.now());
}
