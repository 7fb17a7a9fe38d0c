import type { BodyInMemory } from '@ci-callback/express';

/** A callback from somebody who may send some, which could not be handled. */
export interface Failure {
  /** The request's identity, which is in its log lines, too. */
  readonly delivery: string;
  readonly error: unknown;
  /** Enough to handle it later, when whatever was wrong has been mended. */
  readonly body: BodyInMemory;
}

/** The latest failures, in memory. A real server puts them where they outlast it, and wakes somebody. */
export class Failures {
  readonly #kept: Failure[] = [];

  get count(): number {
    return this.#kept.length;
  }

  keep(failure: Failure): void {
    this.#kept.push(failure);
    if (this.#kept.length > 100) this.#kept.shift();
  }
}
