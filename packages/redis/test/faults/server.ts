import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Moment, ServerSettings } from './server-settings.ts';

const program = fileURLToPath(new URL('server-process.ts', import.meta.url));

/** How long a process may take to listen, in milliseconds. */
const patience = 20_000;

/** A server that is killed and started again, on the same port. */
export class Server {
  readonly #settings: ServerSettings;
  #runs = 0;
  #process: ChildProcess | undefined;
  #isListening: Promise<void> | undefined;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
  }

  get port(): number {
    return this.#settings.port;
  }

  get restarts(): number {
    return this.#runs - 1;
  }

  /** Tells this run of the server from others. */
  get name(): string {
    return `${this.#settings.name}.${this.#runs}`;
  }

  /** Starts a process. It needs not be waited for. */
  start(): void {
    this.#runs++;
    const settings = { ...this.#settings, name: this.name, seed: this.#settings.seed + this.#runs };
    this.#process = fork(program, [JSON.stringify(settings)], { execArgv: [] });
    this.#isListening = untilListening(this.#process, this.name);
    // Who asks whether it listens is told.
    this.#isListening.catch(() => {});
  }

  /** @throws {Error} if the process has ended, or does not listen in time */
  async listening(): Promise<void> {
    await this.#isListening;
  }

  /**
   * Kills the process at a moment; or after some milliseconds, if none is given or it has not come by then. Tells whether it came.
   *
   * @throws {Error} if the process had ended otherwise
   */
  async kill(moment: Moment | undefined, milliseconds: number): Promise<boolean> {
    const server = this.#process;
    if (server === undefined || hasEnded(server)) throw new Error(`${this.name} has ended by itself.`);
    let came = moment !== undefined;
    const exit = once(server, 'exit');
    if (moment !== undefined) server.send(moment);
    const timer = setTimeout(() => {
      came = false;
      server.kill('SIGKILL');
    }, milliseconds);
    const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
    clearTimeout(timer);
    if (signal !== 'SIGKILL') throw new Error(`${this.name} has ended with ${signal ?? code}, and was not killed.`);
    return came;
  }

  /** Ends the process, if there is one, however it fares. */
  async end(): Promise<void> {
    const server = this.#process;
    if (server === undefined || hasEnded(server)) return;
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function untilListening(server: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} does not listen after ${patience} ms.`)), patience);
    server.once('message', () => resolve());
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`${name} has ended before it listened.`)));
    server.once('exit', () => clearTimeout(timer));
    server.once('message', () => clearTimeout(timer));
  });
}
