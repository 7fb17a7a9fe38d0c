import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach } from 'vitest';
import { leaveOut } from '../../../scripts/left-out.ts';

export interface RedisServerOptions {
  /** Whether what was written is there again after a restart, also after `kill`. */
  readonly durable?: boolean;
  /** More settings, as arguments of the program. */
  readonly settings?: readonly string[];
}

/** How long a server may take to start. */
const patience = 10_000;

/**
 * A Redis server of a test's own, in a directory of its own. It listens on a Unix socket alone, which no other program can have taken.
 */
export class RedisServer {
  readonly #directory = mkdtempSync(join(tmpdir(), 'ci-callback-redis-'));
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  /** The path of its socket. It stays the same when the server is restarted. */
  readonly socket: string = join(this.#directory, 'redis.sock');

  private constructor({ durable = false, settings = [] }: RedisServerOptions) {
    const persistence = durable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
    const place = ['--port', '0', '--unixsocket', this.socket, '--dir', this.#directory];
    this.#settings = [...place, '--save', '', ...persistence, ...settings];
  }

  /** Starts a server that answers. */
  static async start(options: RedisServerOptions = {}): Promise<RedisServer> {
    const server = new RedisServer(options);
    try {
      await server.restart();
      return server;
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  /** Starts the server again, with what it has kept. Stops it before, if it runs. */
  async restart(): Promise<void> {
    await this.stop();
    // What a killed server left there would look like one that is starting.
    rmSync(this.socket, { force: true });
    const server = spawn('redis-server', this.#settings, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(server, 'spawn');
    this.#process = server;
    await untilReady(server, this.socket);
  }

  /** Ends the server as its administrator would. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends the server as a crash would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends the server, and deletes what it has kept. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill(signal);
    await exit;
  }
}

/** Whether tests can start a server. Where they can't, those of the file are left out. */
export function hasRedisServer(suite: string): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  beforeEach((context) => leaveOut(context, suite, 'redis-server'));
  return false;
}

async function untilReady(server: ChildProcess, socket: string): Promise<void> {
  let output = '';
  server.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  const end = performance.now() + patience;
  while (!(await isReady(socket))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended:\n${output}`);
    if (performance.now() > end) throw new Error(`redis-server did not answer within ${patience} ms:\n${output}`);
    await pause(10);
  }
}

/** Whether a server answers there. While it reads what it has kept it answers with an error. */
function isReady(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.on('connect', () => connection.write('PING\r\n'));
    connection.on('data', (reply: Buffer) => {
      resolve(reply.toString().startsWith('+PONG'));
      connection.destroy();
    });
    connection.on('error', () => resolve(false));
    connection.on('close', () => resolve(false));
  });
}
