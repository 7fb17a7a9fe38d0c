import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { seedBody } from '../bodies/index.ts';
import { Connection, requestOf } from '../http/connection.ts';
import { answer } from './servers.ts';

/** How many connections are open to a server. */
export const connections = 16;

/** A server in a process of its own, and connections to it that stay open. */
export class RunningServer {
  readonly #process: ChildProcess;
  readonly #connections: readonly Connection[];

  private constructor(child: ChildProcess, opened: readonly Connection[]) {
    this.#process = child;
    this.#connections = opened;
  }

  static async start(...kind: string[]): Promise<RunningServer> {
    const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), kind, {
      // Code that only starting has needed is kept, or it would be missing from the heap at some time.
      execArgv: ['--expose-gc', '--no-flush-bytecode', '--import', import.meta.resolve('./built-packages.ts')],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const [port] = (await once(child, 'message', { signal: AbortSignal.timeout(20_000) })) as [number];
    const opened = Array.from({ length: connections }, () => Connection.open(port));
    return new RunningServer(child, await Promise.all(opened));
  }

  /** Sends so many callbacks to a target, and gives the milliseconds that they took. An answer that is not 200 fails the run. */
  async measure(target: string, callbacks: number): Promise<number> {
    const exchange = { next: requestsOfJobs(target), times: callbacks / connections, answer };
    const begun = performance.now();
    await awake(Promise.all(this.#connections.map((connection) => connection.exchange(exchange))));
    return performance.now() - begun;
  }

  /** Bytes on its heap after all garbage has been collected. */
  async heap(): Promise<number> {
    const reply = once(this.#process, 'message', { signal: AbortSignal.timeout(20_000) });
    this.#process.send('heap');
    const [bytes] = (await reply) as [number];
    return bytes;
  }

  stop(): void {
    for (const connection of this.#connections) connection.close();
    this.#process.kill();
  }
}

/** Writes another JobId over the one in the request each time. */
function requestsOfJobs(target: string): () => Buffer {
  const { sent } = seedBody();
  const request = requestOf(sent, target);
  const at = request.indexOf('<JobId>') + '<JobId>'.length;
  return () => {
    request.write(crypto.randomUUID().slice(0, 30), at, 'latin1');
    return request;
  };
}

/**
 * Keeps this process awake, so that no server has to wake it by each answer: where processes share a machine, that may cost the server more
 * than the request.
 */
async function awake<Result>(work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const spin = (): void => {
    if (!isOver) setImmediate(spin);
  };
  spin();
  try {
    return await work;
  } finally {
    isOver = true;
  }
}
