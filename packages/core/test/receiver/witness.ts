import { inspect } from 'node:util';

import type { Logger, ReceiverEventName, ReceiverHooks } from '../../src/index.ts';

/** Sees what a receiver does beside its answers. */
export class Witness {
  /** The identities of jobs, and names of events without jobs, that handlers got, in order. */
  readonly handled: string[] = [];
  readonly events: ReceiverEventName[] = [];
  readonly #seen: string[] = [];
  #watchers: (() => void)[] = [];

  readonly logger: Logger = {
    debug: (fields, message) => this.#note('debug', fields, message),
    info: (fields, message) => this.#note('info', fields, message),
    warn: (fields, message) => this.#note('warn', fields, message),
    error: (fields, message) => this.#note('error', fields, message),
  };

  readonly hooks: ReceiverHooks = {
    received: (event) => this.#happened('received', event),
    authenticated: (event) => this.#happened('authenticated', event),
    parsed: (event) => this.#happened('parsed', event),
    rejected: (event) => this.#happened('rejected', event),
    handled: (event) => this.#happened('handled', event),
    failed: (event) => this.#happened('failed', event),
    duplicate: (event) => this.#happened('duplicate', event),
    late: (event) => this.#happened('late', event),
    answered: (event) => this.#happened('answered', event),
  };

  /** A handler that only notes what it got. */
  readonly take = ({
    JobId: id,
    EventName: name,
  }: {
    readonly JobId?: unknown;
    readonly EventName?: unknown;
  }): void => {
    this.handled.push([id, name].find((text) => typeof text === 'string') ?? 'something without a name');
    this.#wake();
  };

  /** All log lines and events, with everything that is in them. */
  get testimony(): string {
    return this.#seen.join('\n');
  }

  /** Waits until something has been seen. */
  async until(isSeen: () => boolean): Promise<void> {
    while (!isSeen()) {
      await new Promise<void>((resolve) => {
        this.#watchers.push(resolve);
      });
    }
  }

  #happened(name: ReceiverEventName, event: object): void {
    this.events.push(name);
    this.#note(name, event);
    this.#wake();
  }

  #note(...what: readonly unknown[]): void {
    this.#seen.push(inspect(what, { depth: 10, maxStringLength: null, maxArrayLength: null, getters: true }));
  }

  #wake(): void {
    for (const resolve of this.#watchers.splice(0)) resolve();
  }
}
