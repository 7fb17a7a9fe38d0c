import { Redis } from 'ioredis';

/** A client that looks for its server without end, whether it is there yet or not. */
export function connectRedis(socket: string): Redis {
  const redis = new Redis({ path: socket, retryStrategy: () => 20 });
  // Servers are stopped on purpose.
  redis.on('error', () => {});
  return redis;
}
