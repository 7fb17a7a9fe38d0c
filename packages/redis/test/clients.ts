import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis5';
import { createClient } from 'redis';
import { createClient as createClient4 } from 'redis4';
import { createClient as createClient5 } from 'redis5';
import type { RedisClient } from '../src/index.ts';

/** A client of some version that is connected to a server. */
export interface Connection {
  readonly client: RedisClient;
  /** Sends a command past the store. */
  readonly send: (...args: [command: string, ...rest: string[]]) => Promise<unknown>;
  readonly close: () => void;
}

/** How long clients wait before they connect once more, in milliseconds. */
const retry = 20;

/** Connects by each client that is supported, to the socket of a server. */
export const clients: readonly [name: string, connect: (socket: string) => Promise<Connection>][] = [
  ['ioredis 6', (path) => ioredis(new Redis({ path, lazyConnect: true, retryStrategy: () => retry }))],
  ['ioredis 5', (path) => ioredis(new Redis5({ path, lazyConnect: true, retryStrategy: () => retry }))],
  ['node-redis 6', (path) => nodeRedis(createClient({ socket: { path, reconnectStrategy: retry } }))],
  ['node-redis 5', (path) => nodeRedis(createClient5({ socket: { path, reconnectStrategy: retry } }))],
  ['node-redis 4', (path) => nodeRedis(createClient4({ socket: { path, reconnectStrategy: retry } }))],
  [
    'a function',
    async (path) => throughFunction(await nodeRedis(createClient({ socket: { path, reconnectStrategy: retry } }))),
  ],
];

function throughFunction(connection: Connection): Connection {
  return { ...connection, client: ([command = '', ...args]) => connection.send(command, ...args) };
}

interface Ioredis {
  on(event: 'error', listener: () => void): unknown;
  connect(): Promise<unknown>;
  call(command: string, ...args: string[]): Promise<unknown>;
  disconnect(): unknown;
}

async function ioredis(redis: Ioredis): Promise<Connection> {
  redis.on('error', ignore);
  await redis.connect();
  return { client: redis, send: (...args) => redis.call(...args), close: () => void redis.disconnect() };
}

interface NodeRedis {
  on(event: 'error', listener: () => void): unknown;
  connect(): Promise<unknown>;
  sendCommand(args: string[]): Promise<unknown>;
  disconnect(): unknown;
}

async function nodeRedis(redis: NodeRedis): Promise<Connection> {
  redis.on('error', ignore);
  await redis.connect();
  return { client: redis, send: (...args) => redis.sendCommand(args), close: () => void redis.disconnect() };
}

/** Clients tell that a server is gone, which tests bring about. */
function ignore(): void {}
