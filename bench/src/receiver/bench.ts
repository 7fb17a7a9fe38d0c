/**
 * Sends callbacks over connections that stay open to a receiver and to bare handlers of the same framework, side by side, and compares
 * throughput, and the receiver's heap before and after. Every callback is another job, so none is a duplicate.
 *
 *     pnpm bench:receiver [--callbacks 20000]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seedBody } from '../bodies/index.ts';
import { Connection, requestOf } from '../http/connection.ts';
import { median } from '../measure/sampler.ts';
import { machine } from '../report/machine.ts';
import { short, table } from '../report/table.ts';
import { answer, kinds, servers, token } from './servers.ts';

const resultFile = new URL('../../results-receiver.md', import.meta.url);
const { values } = parseArgs({ options: { callbacks: { type: 'string' } } });
const callbacks = Number(values.callbacks ?? '20000');
const connections = 16;
const perRound = 800;
const rounds = Math.ceil(callbacks / perRound);
// Fills the store of duplicates too, which has a size from then on.
const warmUpRounds = 30;
// Collecting all garbage drops compiled code, too, so that the last of these rounds come after the heap has been measured.
const roundsAfterHeap = 15;

// What a server has left to do after its round, such as collecting garbage, must not fall into the next one's.
const pause = 25;

interface RunningServer {
  readonly process: ChildProcess;
  readonly connections: readonly Connection[];
}

const rows: string[][] = [];
for (const framework of Object.keys(servers)) rows.push(await measureFramework(framework));
const report = [
  '# Receiver under load',
  machine(),
  `voice-separate/workflow.xml, ${rounds * perRound} callbacks, each of another job, over ${connections} connections that stay open: medians of ${rounds} rounds, in which the servers take turns. No request failed.`,
  table(
    ['receiver in', 'callbacks/s', '÷ by hand', '÷ callback read', '÷ body read', 'heap before, MB', 'heap after, MB'],
    rows,
  ),
  'The receiver checks a token, reads, parses and validates, claims the job in memory, calls a handler and commits. Its heap is measured after collection. It is compared with handlers of the same framework: "by hand" compares a token, parses with fast-xml-parser and looks at the job; ' +
    '"callback read" gets the callback from callbackParser, or its counterpart in core, and does nothing else; "body read" has the body read (node:stream/consumers, express.raw, @koa/bodyparser) and looks at nothing.',
].join('\n\n');
console.log(report);
writeFileSync(resultFile, `${report}\n`);

async function measureFramework(framework: string): Promise<string[]> {
  const running: RunningServer[] = [];
  try {
    for (const kind of kinds) running.push(await start(framework, kind));
    const receiver = running.at(-1) as RunningServer;
    const throughputs = running.map((): number[] => []);
    let before = 0;
    for (let round = -warmUpRounds; round < rounds; round++) {
      if (round === -roundsAfterHeap) before = await heapOf(receiver);
      for (const [index, server] of running.entries()) {
        const throughput = await measureRound(server);
        if (round >= 0) throughputs[index]?.push(throughput);
      }
    }
    return rowOf(framework, throughputs, [before, await heapOf(receiver)]);
  } finally {
    for (const server of running) stop(server);
  }
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

/**
 * Keeps this process awake, so that no server has to wake it by each answer: where processes share a machine, that may cost the server more
 * than the request.
 */
async function awake<Result>(work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const spin = (): void => {
    if (!isOver) setImmediate(spin);
  };
  spin();
  try {
    return await work;
  } finally {
    isOver = true;
  }
}

/** Callbacks in a second. An answer that is not 200 fails the run. */
async function measureRound(server: RunningServer): Promise<number> {
  const exchange = { next: requestsOfJobs(), times: perRound / connections, answer };
  await setTimeout(pause);
  const begun = performance.now();
  await awake(Promise.all(server.connections.map((connection) => connection.exchange(exchange))));
  return perRound / ((performance.now() - begun) / 1000);
}

/** Writes another JobId over the one in the request each time. */
function requestsOfJobs(): () => Buffer {
  const { sent } = seedBody();
  const request = requestOf(sent, `/ci-callback?token=${token}`);
  const at = request.indexOf('<JobId>') + '<JobId>'.length;
  return () => {
    request.write(crypto.randomUUID().slice(0, 30), at, 'latin1');
    return request;
  };
}

async function start(framework: string, kind: string): Promise<RunningServer> {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [framework, kind], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [port] = (await once(child, 'message', { signal: AbortSignal.timeout(20_000) })) as [number];
  const opened = Array.from({ length: connections }, () => Connection.open(port));
  return { process: child, connections: await Promise.all(opened) };
}

function stop(server: RunningServer): void {
  for (const connection of server.connections) connection.close();
  server.process.kill();
}

async function heapOf({ process: child }: RunningServer): Promise<number> {
  const reply = once(child, 'message', { signal: AbortSignal.timeout(20_000) });
  child.send('heap');
  const [bytes] = (await reply) as [number];
  return bytes;
}
