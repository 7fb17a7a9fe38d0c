import { createServer, type AddressInfo } from 'node:net';
import { Cluster } from 'ioredis';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { redisStore, type RedisClient } from '../src/index.ts';
import { clients } from './clients.ts';
import { hasRedisServer, RedisServer } from './redis-server.ts';

const lease = { lease: 60_000, expiry: 3_600_000 };
const installed = hasRedisServer('the store in a cluster of Redis');
let server: RedisServer;
let port: number;

beforeAll(async () => {
  if (!installed) return;
  // Servers of a cluster tell clients their addresses, so a socket does not do.
  port = await freePort();
  server = await RedisServer.start({
    settings: [
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--cluster-enabled',
      'yes',
      '--cluster-announce-ip',
      '127.0.0.1',
    ],
  });
  const connect = clients[0]?.[1] ?? expect.fail();
  const { send, close } = await connect(server.socket);
  await send('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await vi.waitUntil(async () => String(await send('CLUSTER', 'INFO')).includes('cluster_state:ok'), {
    timeout: 10_000,
  });
  close();
});

afterAll(async () => {
  if (installed) await server.remove();
});

const keys = ['one', 'two', 'three', '{four}', '}{five'];

describe('in a cluster', () => {
  it('works with a client of ioredis', async () => {
    const cluster = new Cluster([{ host: '127.0.0.1', port }]);
    expect(await rememberedBy(cluster)).toEqual(keys);
    cluster.disconnect();
  });

  it('works with a client of node-redis, which is told the key', async () => {
    const cluster = createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${port}` }] });
    await cluster.connect();
    expect(await rememberedBy((command) => cluster.sendCommand(command[3], false, [...command]))).toEqual(keys);
    cluster.destroy();
  });
});

/** The keys of which a store knows that they are done. */
async function rememberedBy(client: RedisClient): Promise<string[]> {
  const store = redisStore(client, { prefix: `${typeof client}:` });
  const remembered: string[] = [];
  for (const key of keys) {
    await store.claim(key, 'one', lease);
    await store.commit(key, 'one', lease.expiry);
    const { state } = await store.claim(key, 'two', lease);
    if (state === 'done') remembered.push(key);
  }
  return remembered;
}

async function freePort(): Promise<number> {
  // The servers of a cluster talk to each other on a port that is 10,000 above.
  const highest = 55_535;
  const found = await new Promise<number>((resolve) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = listener.address() as AddressInfo;
      listener.close(() => resolve(free));
    });
  });
  return found <= highest ? found : freePort();
}
