import type { Claim, IdempotencyStore, Lease } from '@ci-callback/core';
import { kindOf } from './kind-of.ts';
import { commandSender, type RedisClient } from './redis-client.ts';
import { ScriptRunner } from './script-runner.ts';
import type { ScriptName } from './scripts.ts';

export interface RedisStoreOptions {
  /** What the names of keys in Redis begin with; `ci-callback:` by default. */
  readonly prefix?: string;
  /** How long Redis may take for an answer, in milliseconds; 2,000 by default. */
  readonly timeout?: number;
}

/** What `setTimeout` can wait for. */
const longestTimeout = 2 ** 31 - 1;

/**
 * Remembers in Redis what has been handled: for receivers in many processes, and across restarts.
 *
 * The client is the caller's: it says where Redis is, and is closed by who opened it. A step rejects if Redis refuses it, or does not
 * answer in time. A claim that is carried out after that is taken back.
 *
 * @throws {TypeError} if the client can't send commands, an option is one that there is not, or one has a value that it can't have
 *
 * @example
 * ```ts
 * const redis = new Redis('redis://localhost:6379');
 * const store = redisStore(redis, { prefix: 'songs:callbacks:' });
 * ```
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions = {}): IdempotencyStore {
  requireOptions(options);
  const { prefix = 'ci-callback:', timeout = 2000 } = options;
  if (typeof prefix !== 'string') throw new TypeError(`redisStore: prefix must be text, not ${kindOf(prefix)}.`);
  if (typeof timeout !== 'number' || !(timeout > 0 && timeout <= longestTimeout)) {
    const given = typeof timeout === 'number' ? timeout : kindOf(timeout);
    throw new TypeError(
      `redisStore: timeout must be a number of milliseconds greater than 0, ${longestTimeout} at most, not ${given}.`,
    );
  }
  return new RedisStore(new ScriptRunner(commandSender(client)), prefix, timeout);
}

/** A name that is misspelt would change nothing, and nobody would hear of it. */
function requireOptions(given: object): void {
  if (kindOf(given) !== 'an object') {
    throw new TypeError(`redisStore: options must be an object, not ${kindOf(given)}.`);
  }
  const known: readonly string[] = ['prefix', 'timeout'] satisfies (keyof RedisStoreOptions)[];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`redisStore: ${unknown}: there is no such option; there are ${known.join(' and ')}.`);
}

class RedisStore implements IdempotencyStore {
  readonly #scripts: ScriptRunner;
  readonly #prefix: string;
  readonly #timeout: number;

  constructor(scripts: ScriptRunner, prefix: string, timeout: number) {
    this.#scripts = scripts;
    this.#prefix = prefix;
    this.#timeout = timeout;
  }

  async claim(key: string, owner: string, lease: Lease): Promise<Claim> {
    const claim = this.#run('claim', key, [owner, ...leaseArguments(lease)]).then(readClaim);
    return this.#inTime(claim, () => this.#withdrawLate(claim, key, owner));
  }

  async renew(key: string, owner: string, lease: Lease): Promise<boolean> {
    return this.#inTime(this.#run('renew', key, [owner, ...leaseArguments(lease)]).then(readAnswer));
  }

  async commit(key: string, owner: string, expiry: number): Promise<boolean> {
    return this.#inTime(this.#run('commit', key, [owner, milliseconds(expiry)]).then(readAnswer));
  }

  async release(key: string, owner: string): Promise<void> {
    await this.#inTime(this.#run('release', key, [owner]).then(readAnswer));
  }

  #run(name: ScriptName, key: string, args: readonly string[]): Promise<string> {
    return this.#scripts.run(name, this.#prefix + key, args);
  }

  /** Clients keep commands while there is no connection, for as long as it takes. */
  async #inTime<Value>(answer: Promise<Value>, giveUp?: () => void): Promise<Value> {
    let timer: NodeJS.Timeout | undefined;
    const end = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`Redis did not answer within ${this.#timeout} ms.`));
        giveUp?.();
      }, this.#timeout);
    });
    try {
      return await Promise.race([answer, end]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Nobody handles what a claim took after it was given up, so others would wait until its lease ends. */
  #withdrawLate(claim: Promise<Claim>, key: string, owner: string): void {
    claim
      .then(({ state }) => (state === 'claimed' ? this.#run('withdraw', key, [owner]) : undefined))
      // What can't be taken back ends with its lease.
      .catch(() => undefined);
  }
}

function leaseArguments({ lease, expiry }: Lease): string[] {
  return [milliseconds(lease), milliseconds(Math.max(lease, expiry))];
}

/** Redis takes whole numbers alone, and complains of others after a script has written already. */
function milliseconds(time: number): string {
  const whole = Math.ceil(time);
  if (!Number.isSafeInteger(whole) || whole < 0) throw new RangeError(`${time} is not a number of milliseconds.`);
  return String(whole);
}

function readClaim(reply: string): Claim {
  const [, state, number] = /^(?:(claimed|running) (\d+)|done)$/.exec(reply) ?? unexpected('claim');
  if (state === 'claimed') return { state, attempt: Number(number) };
  if (state === 'running') return { state, remaining: Number(number) };
  return { state: 'done' };
}

function readAnswer(reply: string): boolean {
  return reply === 'yes' || (reply === 'no' ? false : unexpected('yes or no'));
}

function unexpected(wanted: string): never {
  throw new Error(`Redis replied with another text than ${wanted}.`);
}
