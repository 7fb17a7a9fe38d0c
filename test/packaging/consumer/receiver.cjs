'use strict';
/* What receivers must do wherever the packages are installed: let in who may, and handle each job once. */
const assert = require('node:assert/strict');
const { once } = require('node:events');
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { FakeRedis } = require('./fake-redis.cjs');

const [samples] = process.argv.slice(2);
const xml = readFileSync(join(samples, 'workflow.xml'));
const json = readFileSync(join(samples, 'workflow.json'));
const jobId = 'j40644e92f8e311ecb90d0b03267ce0e5';
const token = 'Q7mXb3vW9sK0tRzL5yHc';
const secret = 'a-secret-of-consumers-that-is-long-enough';

/** Every way into a receiver, and every way to know who is there. */
exports.checkReceivers = async ({ core, expressPackage, koaPackage, redisPackage, express, Koa }) => {
  const ways = [
    (receiver) => ({ send: (target, init) => receiver.fetch(new Request(`http://localhost${target}`, init)) }),
    (receiver) => serve(receiver.node),
    (receiver) => serve(express().use('/ci-callback', expressPackage.callbackReceiver(receiver))),
    (receiver) => serve(new Koa().use(koaPackage.callbackReceiver(receiver)).callback()),
  ];
  for (const way of ways) {
    await handlesOnce(core, way);
    await handlesAgainWhatFailed(core, way);
    await takesSignedUrls(core, way);
  }
  await sharesRedis(core, redisPackage);
};

async function handlesOnce(core, way) {
  const handled = [];
  const receiver = core
    .createReceiver({ auth: core.urlToken(token), logger: false })
    .on('VoiceSeparate', { success: (job, { attempt }) => handled.push([job.JobId, attempt]) });
  const { send, stop } = await way(receiver);
  const post = async (query, body) => answerOf(await send(`/ci-callback${query}`, { method: 'POST', body }));

  assert.deepEqual(await post('', xml), [401, 'auth.missing']);
  assert.deepEqual(await post(`?token=${token.toLowerCase()}`, xml), [401, 'auth.failed']);
  assert.deepEqual(await post(`?token=${token}`, '<!DOCTYPE Response><Response/>'), [400, 'xml.doctype']);
  assert.deepEqual(await answerOf(await send('/ci-callback')), [200, 'ok']);
  assert.deepEqual(handled, []);

  assert.deepEqual(await post(`?token=${token}`, xml), [200, 'ok']);
  assert.deepEqual(handled, [[jobId, 1]]);
  // JSON of the same callback is a duplicate of it too.
  for (const body of [xml, json]) assert.deepEqual(await post(`?token=${token}`, body), [200, 'ok']);
  assert.deepEqual(handled, [[jobId, 1]]);

  await receiver.close();
  assert.deepEqual(await post(`?token=${token}`, xml), [503, 'receiver.closed']);
  stop?.();
}

async function handlesAgainWhatFailed(core, way) {
  const attempts = [];
  const errors = [];
  const receiver = core
    .createReceiver({ auth: core.urlToken(token), logger: false })
    .onAny((_value, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('The first attempt fails.');
    })
    .onError((error) => errors.push(error.message));
  const { send, stop } = await way(receiver);
  const post = async () => answerOf(await send(`/ci-callback?token=${token}`, { method: 'POST', body: json }));

  assert.deepEqual(await post(), [500, 'handler.failed']);
  assert.deepEqual(await post(), [200, 'ok']);
  assert.deepEqual(await post(), [200, 'ok']);
  assert.deepEqual([attempts, errors.length], [[1, 2], 1]);
  stop?.();
}

async function takesSignedUrls(core, way) {
  const handled = [];
  const receiver = core
    .createReceiver({ auth: core.signedUrl({ secrets: [secret] }), logger: false })
    .on('VoiceSeparate', (_job, { claims }) => handled.push(claims.data));
  const { send, stop } = await way(receiver);
  const claims = { bucket: 'test-123456789', object: 'input/demo.mp3', name: 'VoiceSeparate', data: { order: 4711 } };
  const inAnHour = new Date(Date.now() + 3_600_000);
  const postTo = async (changes) => {
    const options = { secret, expires: inAnHour, claims, ...changes };
    const { pathname, search } = new URL(await core.signCallbackUrl('https://example.com/ci-callback', options));
    return answerOf(await send(pathname + search, { method: 'POST', body: xml }));
  };

  assert.deepEqual(await postTo({ secret: secret.toUpperCase() }), [401, 'auth.failed']);
  assert.deepEqual(await postTo({ expires: new Date(Date.now() - 3_600_000) }), [401, 'auth.expired']);
  assert.deepEqual(await postTo({ claims: { ...claims, object: 'input/other.mp3' } }), [403, 'auth.forbidden']);
  assert.deepEqual(handled, []);
  assert.deepEqual(await postTo({}), [200, 'ok']);
  assert.deepEqual(await postTo({}), [200, 'ok']);
  assert.deepEqual(handled, [{ order: 4711 }]);
  stop?.();
}

/** Two receivers are as two processes that have one Redis. */
async function sharesRedis(core, { redisStore }) {
  const redis = new FakeRedis();
  const handled = [];
  const clients = [
    (command) => redis.send(command),
    { sendCommand: (command) => redis.send(command) },
    { call: (...command) => redis.send(command), sendCommand: assert.fail },
  ];
  for (const client of clients) {
    const idempotency = { store: redisStore(client, { prefix: 'songs:' }) };
    const { fetch } = core
      .createReceiver({ auth: core.urlToken(token), idempotency, logger: false })
      .onAny((job) => handled.push(job.JobId));
    const request = new Request(`http://localhost/?token=${token}`, { method: 'POST', body: xml });
    assert.deepEqual(await answerOf(await fetch(request)), [200, 'ok']);
  }
  assert.deepEqual(handled, [jobId]);
  assert.deepEqual(redis.commands.slice(0, 4), ['EVALSHA', 'EVAL', 'EVALSHA', 'EVAL']);
  assert(redis.keys.length === 1 && redis.keys[0].startsWith('songs:'));
}

async function serve(listener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { send: (target, init) => fetch(`http://127.0.0.1:${server.address().port}${target}`, init), stop };
}

async function answerOf(response) {
  assert.equal(response.headers.get('content-type'), 'application/json');
  const { code, ...rest } = await response.json();
  assert.deepEqual(rest, {});
  return [response.status, code];
}
