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
const rounds = 40;
const warmUp = 8;
const requests = 500;
const { name: bodyName, sent } = seedBody();

const servers = await Promise.all(Object.keys(stacks).map(startServer));
try {
  const report = [
    machine(),
    `${bodyName}, ${sent.length} bytes, over 4 connections: medians of ${rounds} alternating rounds of ${requests} requests.`,
    resultTable(await measure(servers)),
  ].join('\n\n');
  console.log(report);
  appendFileSync(resultFile, `${existsSync(resultFile) ? '' : '# Benchmark over HTTP\n'}\n${report}\n`);
} finally {
  for (const { process: child } of servers) child.kill();
}

async function measure(all: readonly RunningServer[]): Promise<readonly (readonly Round[])[]> {
  const results = all.map((): Round[] => []);
  // The first rounds warm up.
  for (let round = -warmUp; round < rounds; round++) {
    for (const [index, { port }] of all.entries()) {
      const result = await measureRound(port, sent, requests);
      if (round >= 0) results[index]?.push(result);
    }
  }
  return results;
}

function resultTable(results: readonly (readonly Round[])[]): string {
  const [bare = []] = results;
  const rows = results.map((own, index) => [
    servers[index]?.name ?? '',
    short(median(own.map(({ throughput }) => throughput))),
    short(median(own.map(({ throughput }, round) => throughput / (bare[round]?.throughput ?? Number.NaN)))),
    short(median(own.map(({ p99 }) => p99))),
    short(median(own.map(({ p99 }, round) => p99 / (bare[round]?.p99 ?? Number.NaN)))),
  ]);
  return table(['Express with', 'requests/s', '÷ not parsed', 'p99, ms', 'p99 ÷ not parsed'], rows);
}
