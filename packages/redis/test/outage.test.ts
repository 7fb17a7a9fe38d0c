import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisStore } from '../src/index.ts';
import { clients } from './clients.ts';
import { hasRedisServer, RedisServer } from './redis-server.ts';

const lease = { lease: 60_000, expiry: 3_600_000 };
const installed = hasRedisServer('outages of Redis');
let server: RedisServer;

beforeAll(async () => {
  if (installed) server = await RedisServer.start({ durable: true });
});
afterAll(async () => {
  if (installed) await server.remove();
});

describe.each(clients)('with %s', (name, connect) => {
  it('refuses while Redis is away, and goes on when it is back', async () => {
    const { client, close } = await connect(server.socket);
    const store = redisStore(client, { prefix: `${name}:`, timeout: 300 });
    await store.claim('running', 'one', lease);
    await store.claim('done', 'one', lease);
    await store.commit('done', 'one', lease.expiry);

    await server.kill();
    await expect(store.claim('running', 'two', lease)).rejects.toThrow(Error);
    await expect(store.claim('tried', 'two', lease)).rejects.toThrow(Error);

    await server.restart();
    // Until the client has found it.
    await expect.poll(async () => store.renew('running', 'one', lease), { timeout: 10_000 }).toBe(true);
    expect(await store.claim('running', 'two', lease)).toMatchObject({ state: 'running' });
    expect(await store.claim('done', 'two', lease)).toEqual({ state: 'done' });
    // The client may have sent the claim when it could, and the answer came too late.
    await expect
      .poll(async () => store.claim('tried', 'three', lease), { timeout: 10_000 })
      .toEqual({ state: 'claimed', attempt: 1 });
    close();
  });
});
