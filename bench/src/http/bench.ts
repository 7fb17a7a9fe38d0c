/** Times Express with different parsers against Express that only reads the body; each run adds to the results. */
import { appendFileSync, existsSync } from 'node:fs';
import { seedBody } from '../bodies/index.ts';
import { median } from '../measure/sampler.ts';
import { machine } from '../report/machine.ts';
import { short, table } from '../report/table.ts';
import { measureRound, type Round } from './load.ts';
import { stacks } from './stacks.ts';
import { startServer, type RunningServer } from './start-server.ts';

const resultFile = new URL('../../results-http.md', import.meta.url);
// Many short rounds side by side: what disturbs one stack then disturbs the others, too.
const rounds = 10;
// Each round is one of every process; the first ones warm up.
const warmUp = 6;
const requests = 500;
const { name: bodyName, sent } = seedBody();

// A compiler that has guessed otherwise makes a process up to a fifth slower or faster than its twin, so there are several of each.
const processes = 4;
const servers: RunningServer[][] = Array.from({ length: processes }, () => []);
for (const twins of servers) for (const stack of Object.keys(stacks)) twins.push(await startServer(stack));
try {
  const report = [
    machine(),
    `${bodyName}, ${sent.length} bytes, over 4 connections: medians of ${rounds * processes} alternating rounds of ${requests} requests, by ${processes} processes of each.`,
    resultTable(await measure(servers)),
  ].join('\n\n');
  console.log(report);
  appendFileSync(resultFile, `${existsSync(resultFile) ? '' : '# Benchmark over HTTP\n'}\n${report}\n`);
} finally {
  for (const { process: child } of servers.flat()) child.kill();
}

/** The rounds of each stack. */
async function measure(all: readonly (readonly RunningServer[])[]): Promise<readonly (readonly Round[])[]> {
  const results = Object.keys(stacks).map((): Round[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const twins of all) {
      for (const [index, { port }] of twins.entries()) {
        const result = await measureRound(port, sent, requests);
        if (round >= 0) results[index]?.push(result);
      }
    }
  }
  return results;
}

function resultTable(results: readonly (readonly Round[])[]): string {
  const [bare = []] = results;
  const rows = results.map((own, index) => [
    Object.keys(stacks)[index] ?? '',
    short(median(own.map(({ throughput }) => throughput))),
    short(median(own.map(({ throughput }, round) => throughput / (bare[round]?.throughput ?? Number.NaN)))),
    short(median(own.map(({ p99 }) => p99))),
    short(median(own.map(({ p99 }, round) => p99 / (bare[round]?.p99 ?? Number.NaN)))),
  ]);
  return table(['Express with', 'requests/s', '÷ not parsed', 'p99, ms', 'p99 ÷ not parsed'], rows);
}
