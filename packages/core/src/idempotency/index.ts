export type { Claim, IdempotencyStore, Lease } from './idempotency-store.ts';
export { memoryStore, type MemoryStoreOptions } from './memory-store.ts';
