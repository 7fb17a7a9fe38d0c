import { randomInt } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { Random } from '../../../core/test/xml/random.ts';
import { hasRedisServer } from '../redis-server.ts';
import { FaultRun, type FaultRunOptions } from './fault-run.ts';
import { figuresOf } from './figures.ts';
import type { Defect, Moment } from './server-settings.ts';

const installed = hasRedisServer('faults of processes and of Redis');
const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));

/** When processes are killed: most of them where it is hard to get right. */
const moments: readonly (Moment | 'any')[] = [
  ...Array.from({ length: 7 }, () => ['handling', 'committing', 'committed'] as const).flat(),
  ...Array.from({ length: 3 }, () => ['done', 'any', 'any'] as const).flat(),
];
/** What is done to Redis, after so many kills. */
const interruptions: Readonly<Record<number, 'stop' | 'kill'>> = { 5: 'stop', 15: 'kill', 25: 'stop' };
/** How many callbacks come at each kill, and before, during and after each interruption. */
const batch = 9;
const callbacks = batch * (moments.length + 3 * Object.keys(interruptions).length);

/** Ways of not getting a 2xx that faults bring about. */
const expectedAnswers = [
  '200 ok',
  '500 handler.failed',
  '503 handler.deadline',
  '503 idempotency.running',
  '503 idempotency.unavailable',
  '503 receiver.busy',
  'connection lost',
  'connection refused',
];

let run: FaultRun | undefined;

async function start(options: Omit<FaultRunOptions, 'seed'>): Promise<FaultRun> {
  console.log(`FAULT_SEED=${seed}`);
  run = await FaultRun.start({ ...options, seed });
  return run;
}

/** In an order that the seed decides. */
function shuffled<Value>(values: readonly Value[]): Value[] {
  const random = new Random(seed);
  const result: Value[] = [];
  for (const value of values) result.splice(random.below(result.length + 1), 0, value);
  return result;
}

afterEach(async () => {
  if (installed) await run?.end();
  run = undefined;
});

it('handles all, and none again that was committed, though processes and Redis die', { timeout: 180_000 }, async () => {
  const begin = performance.now();
  const stage = await start({ callbacks, time: 150_000 });
  let kills = 0;
  for (const moment of shuffled(moments)) {
    await stage.kill(moment, batch);
    const how = interruptions[++kills];
    if (how !== undefined) await stage.interruptRedis(how, batch);
  }
  await stage.allAnswered();
  const undone = await stage.findUndone();
  const { length } = stage.ledger;
  stage.releaseAllAgain();
  await stage.allAnswered();
  console.log(figuresOf(stage, { seed, milliseconds: performance.now() - begin, interruptions: 3 }));

  // With a wrong receiver there are hundreds.
  expect(stage.violations.slice(0, 10)).toEqual([]);
  expect(undone).toEqual([]);
  const again = stage.ledger.slice(length);
  expect(again.filter(({ step }) => step !== 'answered')).toEqual([]);
  expect(again).toHaveLength(2 * callbacks);
  const answers = Object.keys(stage.sender.answers);
  expect(answers.filter((answer) => !expectedAnswers.includes(answer))).toEqual([]);
  // Each kind of fault has come about, or nothing was shown.
  expect(answers).toContain('503 idempotency.unavailable');
  expect(Object.entries(stage.kills).filter(([, count]) => count === 0)).toEqual([]);
});

it.each<[Defect, string]>([
  ['commits nothing', 'handled again after it was committed'],
  ['answers first', 'answered before it was handled'],
])('finds a receiver that %s', async (defect, rule) => {
  const stage = await start({ callbacks: 5, time: 20_000, defect });
  stage.release(5);
  stage.releaseAllAgain();
  await expect.poll(() => stage.violations.map((found) => found.rule), { timeout: 15_000 }).toContain(rule);
});
