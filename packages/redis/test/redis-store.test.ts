import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storeBehaviour } from '../../core/test/idempotency/store-behaviour.ts';
import { redisStore } from '../src/index.ts';
import { clients, type Connection } from './clients.ts';
import { hasRedisServer, RedisServer } from './redis-server.ts';

const lease = { lease: 60_000, expiry: 3_600_000 };
const installed = hasRedisServer('the store in Redis');
let server: RedisServer;

beforeAll(async () => {
  if (installed) server = await RedisServer.start();
});
afterAll(async () => {
  if (installed) await server.remove();
});

describe.each(clients)('with %s', (_name, connect) => {
  let connection: Connection;
  let prefixes = 0;

  beforeAll(async () => {
    if (installed) connection = await connect(server.socket);
  });
  afterAll(() => {
    if (installed) connection.close();
  });

  storeBehaviour(() => ({
    store: redisStore(connection.client, { prefix: `${prefixes++}:` }),
    pass: (milliseconds) => pause(milliseconds),
    lose: async () => {
      await connection.send('FLUSHALL');
    },
  }));

  it('goes on when Redis has forgotten the scripts', async () => {
    const store = redisStore(connection.client, { prefix: 'forgotten scripts:' });
    await store.claim('key', 'one', lease);
    await connection.send('SCRIPT', 'FLUSH');
    expect(await store.renew('key', 'one', lease)).toBe(true);
    await connection.send('SCRIPT', 'FLUSH');
    expect(await store.commit('key', 'one', lease.expiry)).toBe(true);
    await connection.send('SCRIPT', 'FLUSH');
    expect(await store.claim('key', 'two', lease)).toEqual({ state: 'done' });
  });

  it('gives one of two stores a key', async () => {
    const other = await connect(server.socket);
    const stores = [connection.client, other.client].map((client) => redisStore(client, { prefix: 'two stores:' }));
    const claims = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => stores[index % 2]?.claim('key', `owner ${index}`, lease)),
    );
    expect(claims.filter((claim) => claim?.state === 'claimed')).toHaveLength(1);
    other.close();
  });

  it('tells what Redis has against a command', async () => {
    await connection.send('SET', 'taken:key', 'by somebody else');
    const store = redisStore(connection.client, { prefix: 'taken:' });
    await expect(store.claim('key', 'one', lease)).rejects.toThrow('WRONGTYPE');
    expect(await connection.send('GET', 'taken:key')).toBe('by somebody else');
  });
});

describe('what is kept', () => {
  let connection: Connection;

  beforeAll(async () => {
    if (installed) connection = await (clients[0]?.[1](server.socket) ?? expect.fail());
  });
  beforeEach(async () => {
    await connection.send('FLUSHALL');
  });
  afterAll(() => {
    if (installed) connection.close();
  });

  it('is one hash for each key, below the prefix', async () => {
    await redisStore(connection.client).claim('key', 'one', lease);
    await redisStore(connection.client, { prefix: '' }).claim('key', 'one', lease);
    expect((await connection.send('KEYS', '*')) as string[]).toEqual(
      expect.arrayContaining(['ci-callback:key', 'key']),
    );
    expect(await connection.send('DBSIZE')).toBe(2);
    expect(await connection.send('TYPE', 'key')).toBe('hash');
  });

  it('expires, whatever was the last step', async () => {
    const store = redisStore(connection.client, { prefix: '' });
    const remaining = async (): Promise<number> => (await connection.send('PTTL', 'key')) as number;
    const expiry = 100_000;
    const around = (time: number) => [time / 2, time];
    const expectAround = async (time: number): Promise<void> => {
      const [least = 0, most = 0] = around(time);
      const left = await remaining();
      expect(left).toBeGreaterThan(least);
      expect(left).toBeLessThanOrEqual(most);
    };
    await store.claim('key', 'one', { lease: 1000, expiry });
    await expectAround(expiry);
    await store.release('key', 'one');
    await expectAround(expiry);
    await store.claim('key', 'one', { lease: expiry * 4, expiry });
    await expectAround(expiry * 4);
    await store.renew('key', 'one', { lease: 1000, expiry });
    await expectAround(expiry);
    await store.commit('key', 'one', expiry * 8);
    await expectAround(expiry * 8);
    await connection.send('FLUSHALL');
    await store.commit('key', 'one', expiry);
    await expectAround(expiry);
    await connection.send('FLUSHALL');
    await store.renew('key', 'one', { lease: 1000, expiry });
    await expectAround(expiry);
  });

  it('takes times that are no whole numbers', async () => {
    const store = redisStore(connection.client);
    expect(await store.claim('key', 'one', { lease: 1000.5, expiry: 2000.25 })).toMatchObject({ state: 'claimed' });
    expect(await store.commit('key', 'one', 3000.125)).toBe(true);
  });

  it.each([Number.NaN, Infinity, -1])('is not touched by a time of %d', async (time) => {
    const store = redisStore(connection.client);
    await expect(store.claim('key', 'one', { lease: time, expiry: 1000 })).rejects.toThrow(RangeError);
    await expect(store.renew('key', 'one', { lease: 1000, expiry: Number.NaN })).rejects.toThrow(RangeError);
    await expect(store.commit('key', 'one', time)).rejects.toThrow(RangeError);
    expect(await connection.send('DBSIZE')).toBe(0);
  });

  it('can be freed when the memory is full', async () => {
    const store = redisStore(connection.client);
    await store.claim('key', 'one', lease);
    await connection.send('CONFIG', 'SET', 'maxmemory', '1');
    try {
      await expect(store.claim('other key', 'one', lease)).rejects.toThrow('OOM');
      await store.release('key', 'one');
    } finally {
      await connection.send('CONFIG', 'SET', 'maxmemory', '0');
    }
    expect(await store.claim('key', 'two', lease)).toEqual({ state: 'claimed', attempt: 2 });
  });
});
