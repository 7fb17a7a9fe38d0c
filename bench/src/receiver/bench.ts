/**
 * Sends callbacks over connections that stay open to a receiver and to bare handlers of the same framework, side by side, and compares
 * throughput; then sends as many to the receiver alone, and compares its heap before and after; then shows what each part of a receiver
 * takes. Every callback is another job, so none is a duplicate.
 *
 *     pnpm bench:receiver [--callbacks 40000]
 */
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../measure/sampler.ts';
import { machine } from '../report/machine.ts';
import { short, table } from '../report/table.ts';
import { measureParts } from './parts.ts';
import { connections, RunningServer } from './running-server.ts';
import { kinds, servers, token } from './servers.ts';

const resultFile = new URL('../../results-receiver.md', import.meta.url);
const { values } = parseArgs({ options: { callbacks: { type: 'string' } } });
const callbacks = Number(values.callbacks ?? '40000');
// What is compiled, and when, differs from process to process, and moves throughput by some percent.
const processes = 4;
const perRound = 1600;
const rounds = Math.ceil(callbacks / perRound / processes);
// A receiver is at full speed after some 100,000 callbacks; by then V8 has compiled all of it, and the store of duplicates is full. What is
// done by hand takes longer by far, so that it is compiled as soon as anything is.
const warmUpRounds = 100;
const warmUpRoundsByHand = 10;

// What a server has left to do after its round, such as collecting garbage, must not fall into the next one's.
const pause = 25;

const rows: string[][] = [];
for (const framework of Object.keys(servers)) rows.push(await measureFramework(framework));
const parts = await measureParts();
const report = [
  '# Receiver under load',
  machine(),
  `voice-separate/workflow.xml, ${rounds * processes * perRound} callbacks, each of another job, over ${connections} connections that stay open: medians of ${rounds * processes} rounds, in which the servers take turns; each server was started ${processes} times. No request failed.`,
  table(
    ['receiver in', 'callbacks/s', '÷ by hand', '÷ callback read', '÷ body read', 'heap before, MB', 'heap after, MB'],
    rows,
  ),
  'The receiver checks a token, reads, parses and validates, claims the job in memory, calls a handler and commits. Its heap is measured before and after as many callbacks more, after collection. It is compared with handlers of the same framework: "by hand" compares a token, parses with fast-xml-parser and looks at the job; ' +
    '"callback read" gets the callback from callbackParser, or its counterpart in core, and does nothing else; "body read" has the body read (node:stream/consumers, express.raw, @koa/bodyparser) and looks at nothing.',
  '## What each part takes',
  'On node:http, in one process, all in turn; what a request takes with the server saturated.',
  table(
    ['node:http with', 'µs', 'more than the first'],
    parts.map(({ name, microseconds, more }) => [name, microseconds.toFixed(1), more.toFixed(1)]),
  ),
].join('\n\n');
console.log(report);
writeFileSync(resultFile, `${report}\n`);

async function measureFramework(framework: string): Promise<string[]> {
  const throughputs = kinds.map((): number[] => []);
  let heap: readonly number[] = [];
  for (let time = 1; time <= processes; time++) {
    const running: RunningServer[] = [];
    try {
      for (const kind of kinds) running.push(await RunningServer.start(framework, kind));
      await takeTurns(running, throughputs);
      // Only now, since collecting all garbage drops compiled code too.
      if (time === processes) heap = await heapAround(running.at(-1) as RunningServer);
    } finally {
      for (const server of running) server.stop();
    }
  }
  return rowOf(framework, throughputs, heap);
}

/** Adds the callbacks per second of each server in each round. */
async function takeTurns(running: readonly RunningServer[], throughputs: readonly number[][]): Promise<void> {
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [index, server] of running.entries()) {
      if (kinds[index] === 'hand' && round < -warmUpRoundsByHand) continue;
      await setTimeout(pause);
      const milliseconds = await measure(server, perRound);
      if (round >= 0) throughputs[index]?.push((perRound / milliseconds) * 1000);
    }
  }
}

/** Bytes on the heap before and after all callbacks. */
async function heapAround(receiver: RunningServer): Promise<readonly number[]> {
  const before = await receiver.heap();
  await measure(receiver, rounds * processes * perRound);
  return [before, await receiver.heap()];
}

function measure(server: RunningServer, count: number): Promise<number> {
  return server.measure(`/ci-callback?token=${token}`, count);
}

function rowOf(framework: string, throughputs: readonly (readonly number[])[], heap: readonly number[]): string[] {
  const [body = [], callback = [], hand = []] = throughputs;
  const receiver = throughputs.at(-1) ?? [];
  const ratioTo = (other: readonly number[]): string =>
    median(receiver.map((value, round) => value / (other[round] ?? Number.NaN))).toFixed(2);
  return [
    framework,
    short(median(receiver)),
    ...[hand, callback, body].map(ratioTo),
    ...heap.map((bytes) => short(bytes / 1e6)),
  ];
}
