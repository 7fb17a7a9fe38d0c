import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { vi } from 'vitest';
import { Random } from '../../../core/test/xml/random.ts';
import { redisStore } from '../../src/index.ts';
import { RedisServer } from '../redis-server.ts';
import { makeCallbacks, type SentCallback } from './callbacks.ts';
import { connectRedis } from './connect-redis.ts';
import { findViolations, type Violation } from './find-violations.ts';
import { findFreePorts } from './free-ports.ts';
import { Ledger, readLedger, type Entry } from './ledger.ts';
import { Sender } from './sender.ts';
import { Server } from './server.ts';
import { lease, storeTimeout, type Defect, type Moment } from './server-settings.ts';

export interface FaultRunOptions {
  /** Of all that is left to chance, but for when what is carried out. */
  readonly seed: number;
  readonly callbacks: number;
  /** How long all may take, in milliseconds. */
  readonly time: number;
  readonly defect?: Defect;
}

/** What is waited for comes within this time, in milliseconds, or never. */
const patience = { timeout: 30_000, interval: 20 };

const unavailable = '503 idempotency.unavailable';

/** Two servers that share a Redis, a sender, and what is done to them. */
export class FaultRun {
  readonly callbacks: readonly SentCallback[];
  readonly sender: Sender;
  readonly servers: readonly [Server, Server];
  /** How many processes were killed at each moment; `any` is from outside. */
  readonly kills: Record<Moment | 'any', number> = { handling: 0, done: 0, committing: 0, committed: 0, any: 0 };
  readonly #directory: string;
  readonly #ledger: Ledger;
  readonly #random: Random;
  readonly #redis: RedisServer;
  readonly #deliveries: Promise<void>[] = [];
  readonly #sending = new AbortController();
  #released = 0;

  private constructor(options: FaultRunOptions, redis: RedisServer, ports: readonly [number, number]) {
    const { seed, callbacks, time, defect } = options;
    this.#redis = redis;
    this.#directory = mkdtempSync(join(tmpdir(), 'ci-callback-faults-'));
    this.#ledger = new Ledger(this.#ledgerPath, 'sender');
    this.#random = new Random(seed);
    this.callbacks = makeCallbacks(callbacks, new Random(seed + 1));
    const signal = AbortSignal.any([this.#sending.signal, AbortSignal.timeout(time)]);
    this.sender = new Sender({ ports, ledger: this.#ledger, random: new Random(seed + 2), signal });
    const makeServer = (name: string, port: number, ownSeed: number): Server =>
      new Server({ name, port, redis: redis.socket, ledger: this.#ledgerPath, seed: ownSeed, defect });
    this.servers = [makeServer('one', ports[0], seed + 1000), makeServer('two', ports[1], seed + 2000)];
  }

  static async start(options: FaultRunOptions): Promise<FaultRun> {
    const ports = await findFreePorts(options.seed);
    const run = new FaultRun(options, await RedisServer.start({ durable: true }), ports);
    for (const server of run.servers) server.start();
    return run;
  }

  get #ledgerPath(): string {
    return join(this.#directory, 'ledger');
  }

  get ledger(): Entry[] {
    return readLedger(this.#ledgerPath);
  }

  get violations(): Violation[] {
    return findViolations(this.ledger, this.callbacks);
  }

  /** Begins to send the next callbacks, some of them to both servers at the same time. */
  release(count: number): void {
    const { servers } = this;
    for (const callback of this.callbacks.slice(this.#released, this.#released + count)) {
      const ports = this.#random.below(4) === 0 ? servers.map(({ port }) => port) : [this.#random.pick(servers).port];
      for (const port of ports) this.#send(callback, port);
    }
    this.#released += count;
  }

  /** Kills one of the servers while it gets callbacks, and starts it again. The other one may still be starting. */
  async kill(moment: Moment | 'any', callbacks: number): Promise<void> {
    const server = this.#random.pick(this.servers);
    await server.listening();
    const dying =
      moment === 'any' ? server.kill(undefined, this.#random.below(150)) : server.kill(moment, patience.timeout / 30);
    this.release(callbacks);
    this.kills[(await dying) ? moment : 'any']++;
    // The test may be over by now.
    this.#sending.signal.throwIfAborted();
    server.start();
  }

  /** Ends Redis while callbacks come, until some were refused for that, and waits for the same processes to go on. */
  async interruptRedis(how: 'stop' | 'kill', callbacks: number): Promise<void> {
    await Promise.all(this.servers.map((server) => server.listening()));
    this.release(callbacks);
    await pause(this.#random.below(50));
    const refused = this.sender.count(unavailable);
    await this.#redis[how]();
    this.release(callbacks);
    await vi.waitUntil(() => this.sender.count(unavailable) > refused + 3, patience);
    await pause(this.#random.below(lease));
    this.#sending.signal.throwIfAborted();
    await this.#redis.restart();
    this.release(callbacks);
    const [last] = this.callbacks.slice(0, this.#released).slice(-1);
    if (last === undefined) throw new Error('Nothing has been released.');
    // Also where the other server has handled it, Redis has to be asked.
    await Promise.all(this.servers.map(({ port }) => vi.waitUntil(() => this.sender.send(last, port), patience)));
  }

  /** Begins to send all callbacks once more, to both servers. */
  releaseAllAgain(): void {
    for (const callback of this.callbacks) {
      for (const { port } of this.servers) this.#send(callback, port);
    }
  }

  /** Waits until all that was sent has been answered with a 2xx. */
  async allAnswered(): Promise<void> {
    await Promise.all(this.#deliveries);
  }

  /** The keys that Redis does not hold to be done. */
  async findUndone(): Promise<string[]> {
    const redis = connectRedis(this.#redis.socket);
    const store = redisStore(redis, { timeout: 10 * storeTimeout });
    const undone: string[] = [];
    for (const key of this.callbacks.flatMap(({ keys }) => keys)) {
      const { state } = await store.claim(key, 'witness', { lease, expiry: 10 * lease });
      if (state !== 'done') undone.push(key);
    }
    redis.disconnect();
    return undone;
  }

  /** Ends all processes, and deletes what they have written. */
  async end(): Promise<void> {
    this.#sending.abort();
    await Promise.all(this.servers.map((server) => server.end()));
    await Promise.allSettled(this.#deliveries);
    await this.#redis.remove();
    this.#ledger.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #send(callback: SentCallback, port: number): void {
    const delivery = this.sender.deliver(callback, port);
    // Its failure is told to who waits for all.
    delivery.catch(() => {});
    this.#deliveries.push(delivery);
  }
}
