/* Two receivers with one Redis, as in two processes: each has a client of its own, of another library. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReceiver, urlToken } from '@ci-callback/core';
import { redisStore } from '@ci-callback/redis';
import { Redis } from 'ioredis';
import { createClient } from 'redis';

const [samples, socket] = process.argv.slice(2);
const token = 'Q7mXb3vW9sK0tRzL5yHc';
const prefix = `${process.version}:`;

const handled = [];
let handle;
const receiverWith = (name, client) =>
  createReceiver({
    auth: urlToken(token),
    idempotency: { store: redisStore(client, { prefix }) },
    logger: false,
  }).on('VoiceSeparate', async (_job, { attempt }) => {
    handled.push([name, attempt]);
    await handle();
  });
const post = async (receiver, sample) => {
  const body = readFileSync(join(samples, sample));
  const response = await receiver.fetch(new Request(`http://localhost/?token=${token}`, { method: 'POST', body }));
  return [response.status, (await response.json()).code];
};

const ioredis = new Redis({ path: socket });
const nodeRedis = await createClient({ socket: { path: socket } }).connect();
const one = receiverWith('ioredis', ioredis);
const other = receiverWith('node-redis', nodeRedis);

handle = () => Promise.reject(new Error('The first attempt fails.'));
assert.deepEqual(await post(one, 'workflow.xml'), [500, 'handler.failed']);
handle = () => Promise.resolve();
assert.deepEqual(await post(other, 'workflow.json'), [200, 'ok']);
await ioredis.call('SCRIPT', 'FLUSH');
for (const receiver of [one, other]) assert.deepEqual(await post(receiver, 'workflow.xml'), [200, 'ok']);
assert.deepEqual(handled.splice(0), [
  ['ioredis', 1],
  ['node-redis', 2],
]);

let endHandling;
const isHandling = new Promise((resolve) => {
  const end = new Promise((resolveEnd) => (endHandling = resolveEnd));
  handle = () => {
    resolve();
    return end;
  };
});
const answer = post(one, 'failed.xml');
await isHandling;
assert.deepEqual(await post(other, 'failed.xml'), [503, 'idempotency.running']);
endHandling();
assert.deepEqual(await answer, [200, 'ok']);
assert.deepEqual(handled, [['ioredis', 1]]);

ioredis.disconnect();
await nodeRedis.close();
console.log(`works on ${process.version}`);
