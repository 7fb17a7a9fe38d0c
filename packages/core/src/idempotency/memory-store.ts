import type { Claim, IdempotencyStore, Lease } from './idempotency-store.ts';

export interface MemoryStoreOptions {
  /** How many keys are remembered; 10,000 by default. Keys that are being handled come on top. */
  readonly entries?: number;
}

/**
 * Remembers in this process what has been handled: for a server of one process, whose memory a restart may clear.
 *
 * Beyond `entries` keys it forgets those whose lease has ended, then those that have been done or free for longest. It has no timers:
 * what has expired counts as forgotten, and its memory is freed when it is its turn.
 *
 * @throws {TypeError} if `entries` is not a positive integer
 *
 * @example
 * ```ts
 * const store = memoryStore({ entries: 50_000 });
 * ```
 */
export function memoryStore({ entries = 10_000 }: MemoryStoreOptions = {}): IdempotencyStore {
  if (!Number.isSafeInteger(entries) || entries < 1) throw new TypeError('entries must be a positive integer.');
  return new MemoryStore(entries);
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

class MemoryStore implements IdempotencyStore {
  readonly #entries: number;
  /** Those whose lease was begun or renewed longest ago come first. */
  readonly #claimed = new Map<string, Entry>();
  /** Those that have been done or free for longest come first. */
  readonly #settled = new Map<string, Entry>();
  /**
   * Goes on where it stopped, so it has the keys that are left before it: those that it gives are deleted, and what is set again
   * goes to the end. One that began anew would have to pass by all that was deleted before.
   */
  readonly #oldestSettled = this.#settled.keys();

  constructor(entries: number) {
    this.#entries = entries;
  }

  claim(key: string, owner: string, lease: Lease): Claim {
    const now = clock();
    const entry = this.#find(key);
    if (!isLiving(entry, now)) return { state: 'claimed', attempt: this.#take(key, entry, owner, 1, lease, now) };
    if (entry.state === 'done') return { state: 'done' };
    if (entry.state === 'claimed' && entry.owner === owner) {
      return { state: 'claimed', attempt: this.#take(key, entry, owner, entry.attempt, lease, now) };
    }
    if (entry.state === 'claimed' && entry.leaseEnd > now) {
      return { state: 'running', remaining: entry.leaseEnd - now };
    }
    return { state: 'claimed', attempt: this.#take(key, entry, owner, entry.attempt + 1, lease, now) };
  }

  renew(key: string, owner: string, lease: Lease): boolean {
    const now = clock();
    const entry = this.#find(key);
    const isKnown = isLiving(entry, now);
    if (isKnown && (entry.state !== 'claimed' || entry.owner !== owner)) return false;
    this.#take(key, entry, owner, isKnown ? entry.attempt : 1, lease, now);
    return true;
  }

  commit(key: string, owner: string, expiry: number): boolean {
    const now = clock();
    const entry = this.#find(key);
    if (isLiving(entry, now) && entry.state !== 'free' && entry.owner !== owner) return false;
    const done = entry ?? { state: 'done', owner, attempt: 0, leaseEnd: 0, expiresAt: 0 };
    done.owner = owner;
    done.expiresAt = now + expiry;
    this.#settle(key, done, 'done');
    return true;
  }

  release(key: string, owner: string): void {
    const entry = this.#claimed.get(key);
    if (isLiving(entry, clock()) && entry.owner === owner) this.#settle(key, entry, 'free');
  }

  #find(key: string): Entry | undefined {
    return this.#claimed.get(key) ?? this.#settled.get(key);
  }

  /** Gives the key to an owner, and the number of the attempt back. */
  #take(
    key: string,
    known: Entry | undefined,
    owner: string,
    attempt: number,
    { lease, expiry }: Lease,
    now: number,
  ): number {
    if (known !== undefined) this.#delete(key, known);
    const leaseEnd = now + lease;
    const expiresAt = now + Math.max(lease, expiry);
    this.#claimed.set(key, { state: 'claimed', owner, attempt, leaseEnd, expiresAt });
    while (this.#claimed.size + this.#settled.size > this.#entries && this.#dropEndedClaim(now));
    return attempt;
  }

  #settle(key: string, entry: Entry, state: 'done' | 'free'): void {
    this.#delete(key, entry);
    entry.state = state;
    this.#settled.set(key, entry);
    while (this.#settled.size > this.#entries) this.#dropOldestSettled();
  }

  /** A map would leave a key that it has in its place. */
  #delete(key: string, { state }: Entry): void {
    if (state === 'claimed') this.#claimed.delete(key);
    else this.#settled.delete(key);
  }

  #dropEndedClaim(now: number): boolean {
    const [key, entry] = this.#claimed.entries().next().value ?? [];
    return key !== undefined && entry !== undefined && entry.leaseEnd <= now && this.#claimed.delete(key);
  }

  #dropOldestSettled(): void {
    const { value: key } = this.#oldestSettled.next();
    if (key !== undefined) this.#settled.delete(key);
  }
}

/** Milliseconds since the process began, whole ones: V8 keeps them in an object itself, and others beside it. */
function clock(): number {
  return Math.floor(performance.now());
}

function isLiving(entry: Entry | undefined, now: number): entry is Entry {
  return entry !== undefined && entry.expiresAt > now;
}
