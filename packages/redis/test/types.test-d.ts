import type { IdempotencyStore } from '@ci-callback/core';
import type { Cluster, Redis } from 'ioredis';
import type { Cluster as Cluster5, Redis as Redis5 } from 'ioredis5';
import type { RedisClientPoolType, RedisClientType, RedisClusterType } from 'redis';
import type { RedisClientType as RedisClient4, RedisClusterType as RedisCluster4 } from 'redis4';
import type { RedisClientType as RedisClient5, RedisClusterType as RedisCluster5 } from 'redis5';
import { describe, expectTypeOf, it } from 'vitest';
import { redisStore, type RedisClient } from '../src/index.ts';

describe('a client', () => {
  it('can be one of ioredis, for a server or a cluster', () => {
    expectTypeOf<Redis | Cluster>().toExtend<RedisClient>();
    expectTypeOf<Redis5 | Cluster5>().toExtend<RedisClient>();
  });

  it('can be one of node-redis, for a server', () => {
    expectTypeOf<RedisClientType | RedisClientPoolType>().toExtend<RedisClient>();
    expectTypeOf<RedisClient5>().toExtend<RedisClient>();
    expectTypeOf<RedisClient4>().toExtend<RedisClient>();
  });

  it('can not be one of node-redis for a cluster, which wants to be told the key', () => {
    expectTypeOf<RedisClusterType>().not.toExtend<RedisClient>();
    expectTypeOf<RedisCluster5>().not.toExtend<RedisClient>();
    expectTypeOf<RedisCluster4>().not.toExtend<RedisClient>();
  });

  it('can be a function', () => {
    expectTypeOf<(args: readonly string[]) => Promise<number>>().toExtend<RedisClient>();
    expectTypeOf<(command: string) => Promise<unknown>>().not.toExtend<RedisClient>();
  });
});

it('the store is one for receivers', () => {
  expectTypeOf(redisStore).returns.toEqualTypeOf<IdempotencyStore>();
});
