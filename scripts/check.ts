/**
 * Runs every check of the repository, the later ones also when an earlier one failed, names those that failed, and ends with
 * the line that counts the tests. Each step is a script of package.json and can be run alone: `pnpm run <step>`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { closingLine, readCounts, readLeftOut, withFailedSteps } from './test-counts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const checks = ['types', 'lint', 'format:check', 'generated', 'unused', 'build'];

const failed = checks.filter((step) => run(step) !== 0);
const exitCode = run('test');
if (exitCode !== 0) failed.push('test');

console.log(failed.length === 0 ? '\nEvery check passed.' : `\nFailed: ${failed.join(', ')}`);
for (const line of readLeftOut()) console.log(line);
console.log(closingLine(withFailedSteps(readCounts(exitCode), failed)));
process.exitCode = failed.length === 0 ? 0 : 1;

function run(step: string): number | null {
  console.log(`\n── ${step}`);
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['--run', step], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`── ${step} ${status === 0 ? 'passed' : 'FAILED'} after ${seconds} s`);
  return status;
}
