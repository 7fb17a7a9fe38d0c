/** Runs the tests, passes its arguments on to vitest, and ends with a line that counts them. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { closingLine, readCounts, readLeftOut, reportFile } from './test-counts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];

// What an earlier run left must not be counted when this one crashes.
rmSync(reportFile, { force: true });
const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
const counts = readCounts(status);
for (const line of readLeftOut()) console.log(line);
console.log(closingLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;
