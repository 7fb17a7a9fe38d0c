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
 * Beyond `entries` keys it forgets those whose lease has ended, then those that have been done or free for longest. It has no timers:
 * what has expired counts as forgotten, and its memory is freed when it is its turn.
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
  state: 'new' | 'claimed' | 'done' | 'free';
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
    const known = this.#find(key, now);
    if (known?.state === 'done') return { state: 'done' };
    const isOwn = known?.state === 'claimed' && known.owner === owner;
    if (known?.state === 'claimed' && !isOwn && known.leaseEnd > now) {
      return { state: 'running', remaining: known.leaseEnd - now };
    }
    const entry = known ?? newEntry(owner);
    if (!isOwn) entry.attempt++;
    this.#take(key, entry, owner, lease, now);
    return { state: 'claimed', attempt: entry.attempt };
  }

  renew(key: string, owner: string, lease: Lease): boolean {
    const now = clock();
    const known = this.#find(key, now);
    if (known !== undefined && (known.state !== 'claimed' || known.owner !== owner)) return false;
    const entry = known ?? newEntry(owner);
    if (known === undefined) entry.attempt++;
    this.#take(key, entry, owner, lease, now);
    return true;
  }

  commit(key: string, owner: string, expiry: number): boolean {
    const now = clock();
    const known = this.#find(key, now);
    if (known !== undefined && known.state !== 'free' && known.owner !== owner) return false;
    const entry = known ?? newEntry(owner);
    entry.owner = owner;
    entry.expiresAt = now + expiry;
    this.#settle(key, entry, 'done');
    return true;
  }

  release(key: string, owner: string): void {
    const known = this.#find(key, clock());
    if (known?.state === 'claimed' && known.owner === owner) this.#settle(key, known, 'free');
  }

  #find(key: string, now: number): Entry | undefined {
    const entry = this.#claimed.get(key) ?? this.#settled.get(key);
    if (entry === undefined || entry.expiresAt > now) return entry;
    this.#remove(key, entry);
    return undefined;
  }

  #take(key: string, entry: Entry, owner: string, { lease, expiry }: Lease, now: number): void {
    this.#remove(key, entry);
    entry.state = 'claimed';
    entry.owner = owner;
    entry.leaseEnd = now + lease;
    entry.expiresAt = now + Math.max(lease, expiry);
    this.#claimed.set(key, entry);
    while (this.#claimed.size + this.#settled.size > this.#entries && this.#dropEndedClaim(now));
  }

  #settle(key: string, entry: Entry, state: 'done' | 'free'): void {
    this.#remove(key, entry);
    entry.state = state;
    this.#settled.set(key, entry);
    while (this.#settled.size > this.#entries) this.#dropOldestSettled();
  }

  /** Takes a key out of where it is, since a map leaves one that it has in its place. */
  #remove(key: string, { state }: Entry): void {
    if (state === 'claimed') this.#claimed.delete(key);
    else if (state !== 'new') this.#settled.delete(key);
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

function newEntry(owner: string): Entry {
  return { state: 'new', owner, attempt: 0, leaseEnd: 0, expiresAt: 0 };
}

/** Milliseconds since the process began, whole ones: V8 keeps them in an object itself, and others beside it. */
function clock(): number {
  return Math.floor(performance.now());
}
