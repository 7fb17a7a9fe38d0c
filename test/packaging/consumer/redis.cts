import core = require('@ci-callback/core');
import redisPackage = require('@ci-callback/redis');
import ioredis = require('ioredis');
import redis = require('redis');

const client = redis.createClient({ url: 'redis://localhost:6379' });
const stores: core.IdempotencyStore[] = [
  redisPackage.redisStore(new ioredis.Redis('redis://localhost:6379')),
  redisPackage.redisStore(client),
];
for (const store of stores) core.createReceiver({ auth: core.unsafeNoAuth(), idempotency: { store } });
