interface Entry<Value> {
  readonly value: Value;
  /** On the clock of `performance`, which nobody sets back. */
  readonly expiry: number;
}

/** Remembers so many values for some time; the one that was not used for longest makes room for another. */
export class ExpiringCache<Value> {
  readonly #most: number;
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // A map keeps the order in which keys were added.
    this.#entries.delete(key);
    if (entry.expiry <= performance.now()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** @param ttl in milliseconds */
  set(key: string, value: Value, ttl: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiry: performance.now() + ttl });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) return;
      this.#entries.delete(oldest);
    }
  }
}
