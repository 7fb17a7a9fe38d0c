import { kindOf } from './kind-of.ts';

/**
 * What sends commands to Redis: a client of ioredis, for one server or a cluster, or one of node-redis, for one server; or a function
 * that sends a command and gives its reply, for all others.
 *
 * @example
 * ```ts
 * const cluster = createCluster({ rootNodes: [{ url: 'redis://localhost:7000' }] });
 * // The key of a script is behind its name, its text and the number of keys.
 * const store = redisStore((command) => cluster.sendCommand(command[3], false, [...command]));
 * ```
 */
export type RedisClient =
  // Functions have a `call` too, but one of another kind.
  | { call(command: string, ...args: string[]): Promise<unknown>; readonly apply?: never }
  | { sendCommand(args: string[]): Promise<unknown> }
  | SendCommand;

/** Sends a command, which its name begins, and gives Redis' reply. Rejects if Redis refuses it. */
export type SendCommand = (args: readonly string[]) => Promise<unknown>;

/** @throws {TypeError} if there is no way to send a command */
export function commandSender(client: RedisClient): SendCommand {
  if (typeof client === 'function') return client;
  // ioredis has both, and its `sendCommand` takes something else.
  if (has(client, 'call')) return ([command = '', ...args]) => client.call(command, ...args);
  if (has(client, 'sendCommand')) return (args) => client.sendCommand([...args]);
  throw new TypeError(
    `redisStore: the client must be one of ioredis or node-redis, or a function that sends commands, not ${kindOf(client)}.`,
  );
}

function has<Client extends object, Name extends string>(
  client: Client,
  name: Name,
): client is Extract<Client, Record<Name, unknown>> {
  return typeof (client as Record<string, unknown> | null | undefined)?.[name] === 'function';
}
