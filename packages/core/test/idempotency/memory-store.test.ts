import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore, type IdempotencyStore } from '../../src/idempotency/index.ts';
import { storeBehaviour } from './store-behaviour.ts';

const lease = { lease: 1000, expiry: 60_000 };
const first = { state: 'claimed', attempt: 1 };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

storeBehaviour(() => {
  const store = memoryStore({ entries: 1 });
  return {
    store,
    pass: (milliseconds) => void vi.advanceTimersByTime(milliseconds),
    lose: async () => {
      // A full store forgets what was done before, and a claim whose lease has ended.
      vi.advanceTimersByTime(lease.expiry * 60);
      await doneBy(store, 'another key');
    },
  };
});

describe('a full store', () => {
  it('forgets what was done first', async () => {
    const store = memoryStore({ entries: 3 });
    for (const key of ['a', 'b', 'c', 'd', 'e']) await doneBy(store, key);
    const states = await statesOf(store, ['c', 'd', 'e']);
    expect(states).toEqual(['done', 'done', 'done']);
    expect(await store.claim('b', 'two', lease)).toEqual(first);
  });

  it('forgets in the order in which keys were settled last', async () => {
    const store = memoryStore({ entries: 3 });
    for (const key of ['a', 'b', 'c', 'a', 'd']) await doneBy(store, key);
    expect(await statesOf(store, ['a', 'c', 'd'])).toEqual(['done', 'done', 'done']);
    expect(await store.claim('b', 'two', lease)).toEqual(first);
  });

  it('remembers, however often keys come again, the ones that were settled last', async () => {
    const entries = 5;
    const store = memoryStore({ entries });
    const attempts = new Map<string, number>();
    let random = 1;
    for (let step = 0; step < 5000; step++) {
      random = (random * 48_271) % 2_147_483_647;
      const key = `key ${random % 8}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      expect([step, await store.claim(key, 'one', lease)]).toEqual([step, { state: 'claimed', attempt }]);
      await store.release(key, 'one');
      attempts.delete(key);
      attempts.set(key, attempt);
      const [oldest = ''] = attempts.keys();
      if (attempts.size > entries) attempts.delete(oldest);
    }
  });

  it('never forgets what is running', async () => {
    const store = memoryStore({ entries: 2 });
    const keys = ['a', 'b', 'c', 'd', 'e'];
    for (const key of keys) expect(await store.claim(key, 'one', lease)).toEqual(first);
    expect(await statesOf(store, keys)).toEqual(keys.map(() => 'running'));
    for (const key of keys) expect(await store.renew(key, 'one', lease)).toBe(true);
    for (const key of keys) expect(await store.commit(key, 'one', lease.expiry)).toBe(true);
    expect(await statesOf(store, ['d', 'e'])).toEqual(['done', 'done']);
    expect(await store.claim('c', 'two', lease)).toEqual(first);
  });

  it('forgets neither what is done nor what is running for a claim whose lease has ended', async () => {
    const store = memoryStore({ entries: 3 });
    await doneBy(store, 'a');
    await store.claim('renewed', 'one', lease);
    await store.claim('abandoned', 'one', lease);
    vi.advanceTimersByTime(lease.lease / 2);
    await store.renew('renewed', 'one', lease);
    vi.advanceTimersByTime(lease.lease / 2);
    for (const key of ['b', 'c']) await doneBy(store, key);
    expect(await statesOf(store, ['a', 'b', 'c', 'renewed'])).toEqual(['done', 'done', 'done', 'running']);
    for (const key of ['d', 'e']) await doneBy(store, key);
    for (const key of ['a', 'abandoned', 'b']) expect(await store.claim(key, 'two', lease)).toEqual(first);
    expect(await statesOf(store, ['renewed', 'c', 'd', 'e'])).toEqual(['running', 'done', 'done', 'done']);
  });

  it('forgets claims whose lease has ended also where nothing is ever settled', async () => {
    const store = memoryStore({ entries: 3 });
    for (const key of ['a', 'b', 'c']) await store.claim(key, 'one', lease);
    vi.advanceTimersByTime(lease.lease);
    await store.claim('d', 'one', lease);
    expect(await store.claim('a', 'two', lease)).toEqual(first);
    expect(await statesOf(store, ['d'])).toEqual(['running']);
  });

  it.each(['claimed', 'done'])(
    'has room for as many keys as ever after a %s one has expired and come again',
    async (state) => {
      const store = memoryStore({ entries: 2 });
      await store.claim('a', 'one', lease);
      if (state === 'done') await store.commit('a', 'one', lease.expiry);
      vi.advanceTimersByTime(lease.expiry);
      for (const key of ['a', 'b']) await doneBy(store, key);
      expect(await statesOf(store, ['a', 'b'])).toEqual(['done', 'done']);
      await doneBy(store, 'c');
      expect(await statesOf(store, ['b', 'c'])).toEqual(['done', 'done']);
      expect(await store.claim('a', 'two', lease)).toEqual(first);
    },
  );

  it('remembers how often a claim was tried whose lease has ended, while there is room', async () => {
    const store = memoryStore({ entries: 2 });
    await store.claim('a', 'one', lease);
    vi.advanceTimersByTime(lease.lease);
    await store.claim('b', 'one', lease);
    expect(await store.claim('a', 'two', lease)).toEqual({ state: 'claimed', attempt: 2 });
  });

  it('forgets what is free as well', async () => {
    const store = memoryStore({ entries: 1 });
    await store.claim('a', 'one', lease);
    await store.release('a', 'one');
    await doneBy(store, 'b');
    expect(await store.claim('a', 'two', lease)).toEqual(first);
  });
});

it('remembers ten thousand keys by default', async () => {
  const store = memoryStore();
  const keys = Array.from({ length: 10_001 }, (_, index) => `key ${index}`);
  for (const key of keys) await doneBy(store, key);
  expect(new Set(await statesOf(store, keys.slice(1)))).toEqual(new Set(['done']));
  expect(await store.claim('key 0', 'two', lease)).toEqual(first);
});

it.each([0, -1, 1.5, Number.NaN, Infinity, '10', null])('refuses %j entries', (entries) => {
  expect(() => memoryStore({ entries: entries as number })).toThrow(
    /^memoryStore: entries must be a whole number from 1 to 9007199254740991, not (?:.+)\.$/,
  );
});

it('takes no more memory when keys that it knows come again and again', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const store = memoryStore();
  const retry = async (times: number): Promise<number> => {
    for (let time = 0; time < times; time++) {
      for (const key of ['a', 'b']) await store.claim(key, 'one', lease);
      for (const key of ['a', 'b']) await store.release(key, 'one');
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = await retry(30_000);
  expect((await retry(100_000)) - before).toBeLessThan(4_000_000);
});

it('has no timers', async () => {
  const store = memoryStore();
  await doneBy(store, 'key');
  await store.claim('other key', 'one', lease);
  expect(vi.getTimerCount()).toBe(0);
});

it('does not go by the time of day', async () => {
  const store = memoryStore();
  await store.claim('key', 'one', lease);
  vi.setSystemTime(Date.now() + lease.expiry * 2);
  expect(await store.claim('key', 'two', lease)).toEqual({ state: 'running', remaining: lease.lease });
});

async function doneBy(store: IdempotencyStore, key: string): Promise<void> {
  await store.claim(key, 'one', lease);
  await store.commit(key, 'one', lease.expiry);
}

async function statesOf(store: IdempotencyStore, keys: readonly string[]): Promise<string[]> {
  const claims = [];
  for (const key of keys) claims.push((await store.claim(key, 'two', lease)).state);
  return claims;
}
