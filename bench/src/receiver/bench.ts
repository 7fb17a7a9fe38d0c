/**
 * Sends callbacks over connections that stay open to a receiver and to a bare handler of the same framework, side by side, and compares
 * throughput, and the receiver's heap before and after. Every callback is another job, so none is a duplicate.
 *
 *     pnpm bench:receiver [--callbacks 20000]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seedBody } from '../bodies/index.ts';
import { requestOf, sendRepeatedly } from '../http/connection.ts';
import { median } from '../measure/sampler.ts';
import { machine } from '../report/machine.ts';
import { short, table } from '../report/table.ts';
import { answer, servers, token } from './servers.ts';

const resultFile = new URL('../../results-receiver.md', import.meta.url);
const { values } = parseArgs({ options: { callbacks: { type: 'string' } } });
const callbacks = Number(values.callbacks ?? '20000');
const connections = 16;
const perRound = 800;
const rounds = Math.ceil(callbacks / perRound);
// Fills the store of duplicates too, which has a size from then on.
const warmUpRounds = 15;

interface RunningServer {
  readonly port: number;
  readonly process: ChildProcess;
}

const rows: string[][] = [];
for (const framework of Object.keys(servers)) rows.push(await measureFramework(framework));
const report = [
  '# Receiver under load',
  machine(),
  `voice-separate/workflow.xml, ${rounds * perRound} callbacks, each of another job, over ${connections} connections that stay open, in ${rounds} rounds that alternate with the bare handler's. ` +
    'The receiver checks a token, reads, parses and validates the body, claims the job in memory, calls a handler and commits; the bare handler has the body read (node:stream/consumers, express.raw, @koa/bodyparser), looks at nothing, and answers. Heap: after collection, in MB.',
  table(
    ['Framework', 'bare, requests/s', 'receiver, requests/s', 'receiver ÷ bare', 'heap before', 'heap after'],
    rows,
  ),
].join('\n\n');
console.log(report);
writeFileSync(resultFile, `${report}\n`);

async function measureFramework(framework: string): Promise<string[]> {
  const bare = await start(framework, 'bare');
  const receiver = await start(framework, 'receiver');
  try {
    const throughput = { bare: [] as number[], receiver: [] as number[] };
    let before = 0;
    for (let round = -warmUpRounds; round < rounds; round++) {
      if (round === 0) before = await heapOf(receiver);
      const ofBare = await measureRound(bare.port);
      const ofReceiver = await measureRound(receiver.port);
      if (round < 0) continue;
      throughput.bare.push(ofBare);
      throughput.receiver.push(ofReceiver);
    }
    const after = await heapOf(receiver);
    const ratios = throughput.receiver.map((value, round) => value / (throughput.bare[round] ?? Number.NaN));
    return [
      framework,
      short(median(throughput.bare)),
      short(median(throughput.receiver)),
      short(median(ratios)),
      short(before / 1e6),
      short(after / 1e6),
    ];
  } finally {
    bare.process.kill();
    receiver.process.kill();
  }
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
async function measureRound(port: number): Promise<number> {
  const begun = performance.now();
  await awake(
    Promise.all(
      Array.from({ length: connections }, () =>
        sendRepeatedly(port, { next: requestsOfJobs(), times: perRound / connections, answer }),
      ),
    ),
  );
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
  return { port, process: child };
}

async function heapOf({ process: child }: RunningServer): Promise<number> {
  const reply = once(child, 'message', { signal: AbortSignal.timeout(20_000) });
  child.send('heap');
  const [bytes] = (await reply) as [number];
  return bytes;
}
