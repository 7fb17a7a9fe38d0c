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

/** What is known of a key. Times are those of a clock that never goes back. */
interface Entry {
  /** Who has claimed or done the key; undefined once it is free. */
  readonly owner: string | undefined;
  readonly attempt: number;
  readonly leaseEnd: number;
  readonly expiresAt: number;
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
    const now = performance.now();
    const claimed = living(this.#claimed.get(key), now);
    if (claimed !== undefined && claimed.owner !== owner && claimed.leaseEnd > now) {
      return { state: 'running', remaining: claimed.leaseEnd - now };
    }
    const settled = living(this.#settled.get(key), now);
    if (settled?.owner !== undefined) return { state: 'done' };
    const before = (claimed ?? settled)?.attempt ?? 0;
    const attempt = claimed?.owner === owner ? before : before + 1;
    this.#take(key, owner, attempt, lease, now);
    return { state: 'claimed', attempt };
  }

  renew(key: string, owner: string, lease: Lease): boolean {
    const now = performance.now();
    const entry = this.#find(key, now);
    if (entry !== undefined && (entry.owner !== owner || !this.#claimed.has(key))) return false;
    this.#take(key, owner, entry?.attempt ?? 1, lease, now);
    return true;
  }

  commit(key: string, owner: string, expiry: number): boolean {
    const now = performance.now();
    const entry = this.#find(key, now);
    if (entry?.owner !== undefined && entry.owner !== owner) return false;
    this.#settle(key, { owner, attempt: 0, leaseEnd: 0, expiresAt: now + expiry }, now);
    return true;
  }

  release(key: string, owner: string): void {
    const now = performance.now();
    const entry = living(this.#claimed.get(key), now);
    if (entry?.owner === owner) this.#settle(key, { ...entry, owner: undefined }, now);
  }

  #find(key: string, now: number): Entry | undefined {
    return living(this.#claimed.get(key) ?? this.#settled.get(key), now);
  }

  #take(key: string, owner: string, attempt: number, { lease, expiry }: Lease, now: number): void {
    // A map would leave a key that it has in its place.
    if (!this.#claimed.delete(key)) this.#settled.delete(key);
    this.#claimed.set(key, { owner, attempt, leaseEnd: now + lease, expiresAt: now + Math.max(lease, expiry) });
    this.#makeRoom(now);
  }

  #settle(key: string, entry: Entry, now: number): void {
    if (!this.#claimed.delete(key)) this.#settled.delete(key);
    this.#settled.set(key, entry);
    this.#makeRoom(now);
  }

  #makeRoom(now: number): void {
    while (this.#claimed.size + this.#settled.size > this.#entries && this.#dropEndedClaim(now));
    while (this.#settled.size > this.#entries) this.#dropOldestSettled();
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

function living(entry: Entry | undefined, now: number): Entry | undefined {
  return entry !== undefined && entry.expiresAt > now ? entry : undefined;
}
