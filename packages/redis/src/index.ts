/**
 * Keeps in Redis which callbacks have been handled, for receivers of `@ci-callback/core` in many processes.
 * @module
 */
export type { RedisClient } from './redis-client.ts';
export { redisStore, type RedisStoreOptions } from './redis-store.ts';
