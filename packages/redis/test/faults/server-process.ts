/** A server that receives callbacks, whose handlers fail at random, and that dies by SIGKILL where its parent says. */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createReceiver, unsafeNoAuth, type HandlerContext, type IdempotencyStore } from '@ci-callback/core';
import { Random } from '../../../core/test/xml/random.ts';
import { redisStore } from '../../src/index.ts';
import { connectRedis } from './connect-redis.ts';
import { Ledger } from './ledger.ts';
import { lease, storeTimeout, type Moment, type ServerSettings } from './server-settings.ts';

const settings = JSON.parse(process.argv[2] ?? '') as ServerSettings;
const ledger = new Ledger(settings.ledger, settings.name);
const random = new Random(settings.seed);
let deadly: Moment | undefined;

process.on('message', (moment: Moment) => (deadly = moment));
process.once('disconnect', () => process.exit());

const receiver = createReceiver({
  auth: unsafeNoAuth(),
  ack: settings.defect === 'answers first' ? 'immediate' : 'after-handlers',
  deadline: 500,
  idempotency: { store: observed(makeStore()), lease },
  logger: false,
}).onAny(handle);

createServer((request, response) => void receiver.node(request, response)).listen(settings.port, '127.0.0.1', () =>
  process.send?.('listening'),
);

async function handle(_value: unknown, { key, attempt }: HandlerContext): Promise<void> {
  ledger.append('begin', key, attempt);
  const time = random.below(random.pick([10, 20, 40, 40, 40, 200]));
  await pause(time);
  survive('handling');
  if (random.below(8) === 0) throw new Error('It fails at random.');
  // Longer than the lease and the deadline, now and then.
  await pause(random.below(50) === 0 ? 1.5 * lease : time);
  ledger.append('done', key, attempt);
}

function makeStore(): IdempotencyStore {
  const store = redisStore(connectRedis(settings.redis), { timeout: storeTimeout });
  return settings.defect === 'commits nothing' ? withCommit(store, () => Promise.resolve(true)) : store;
}

/** Writes down what commits come to. The hook `handled` is called for claims that were lost, too. */
function observed(store: IdempotencyStore): IdempotencyStore {
  return withCommit(store, async (key, owner, expiry) => {
    survive('done');
    const answer = store.commit(key, owner, expiry);
    survive('committing');
    const wasOwner = await answer;
    ledger.append(wasOwner ? 'committed' : 'lost', key);
    survive('committed');
    return wasOwner;
  });
}

function withCommit(store: IdempotencyStore, commit: IdempotencyStore['commit']): IdempotencyStore {
  return {
    claim: (key, owner, time) => store.claim(key, owner, time),
    renew: (key, owner, time) => store.renew(key, owner, time),
    commit,
    release: (key, owner) => store.release(key, owner),
  };
}

function survive(moment: Moment): void {
  if (moment === deadly) process.kill(process.pid, 'SIGKILL');
}
