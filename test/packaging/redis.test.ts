import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { hasRedisServer, RedisServer } from '../../packages/redis/test/redis-server.ts';
import { nodeBinary, supportedNodes } from './nodes.ts';
import { run } from './run.ts';

const samples = fileURLToPath(new URL('../../schema/samples/voice-separate', import.meta.url));
const { newest: directory } = inject('consumers');
const installed = hasRedisServer('the packed store in Redis');
let server: RedisServer;

beforeAll(async () => {
  if (installed) server = await RedisServer.start();
});
afterAll(async () => {
  if (installed) await server.remove();
});

it.for(supportedNodes)('receivers that share a Redis handle each job once, on %s', async (name, { skip }) => {
  const node = nodeBinary(name);
  if (node === undefined) return skip(`${name} is not installed: its builds are for Linux on x64.`);
  const version = name.replace('node', 'v');
  expect(await run(node, ['run-redis.mjs', samples, server.socket], directory)).toMatch(`works on ${version}.`);
});
