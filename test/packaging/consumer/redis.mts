import { createReceiver, urlToken } from '@ci-callback/core';
import { redisStore } from '@ci-callback/redis';
import { Cluster, Redis } from 'ioredis';
import { createClient, createClientPool, createCluster } from 'redis';

const auth = urlToken('a-token-of-consumers');
const cluster = createCluster({ rootNodes: [{ url: 'redis://localhost:7000' }] });
for (const store of [
  redisStore(new Redis('redis://localhost:6379')),
  redisStore(new Cluster([{ host: 'localhost', port: 7000 }])),
  redisStore(createClient({ url: 'redis://localhost:6379' }), { prefix: 'songs:', timeout: 1000 }),
  redisStore(createClientPool({ url: 'redis://localhost:6379' })),
  redisStore((command) => cluster.sendCommand(command[3], false, [...command])),
]) {
  createReceiver({ auth, idempotency: { store } });
}
// @ts-expect-error -- it has to be told the key of each command
redisStore(cluster);
// @ts-expect-error -- there is no such option
redisStore(new Redis(), { keyPrefix: 'songs:' });
