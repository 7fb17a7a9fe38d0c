import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Where the last run of the tests left vitest's JSON report. */
export const reportFile: string = fileURLToPath(new URL('../.test-report/vitest.json', import.meta.url));

/** Counts the tests of the last run, which ended with this exit code; null when a signal ended it. */
export function readCounts(exitCode: number | null): TestCounts {
  return countTests(existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : undefined, exitCode);
}

/**
 * Counts the tests of vitest's JSON report.
 *
 * A file that could not be loaded counts as one failed test, and so does a run that failed with no test to blame: a crash, an
 * unhandled error, a configuration that throws. So a failed run never counts zero failed ones.
 *
 * @param report the report's text; undefined when the run wrote none
 */
export function countTests(report: string | undefined, exitCode: number | null): TestCounts {
  const files = parseReport(report);
  const tests = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const passed = tests.filter((status) => status === 'passed').length;
  const failedTests = tests.filter((status) => status === 'failed').length;
  const failed = failedTests + files.filter(failedWithoutTest).length;
  const runFailed = exitCode !== 0 || passed + failed === 0;
  return { passed, failed: Math.max(failed, runFailed ? 1 : 0), skipped: tests.length - passed - failedTests };
}

/** A line for each subject that the last run left out. */
export function readLeftOut(): string[] {
  return existsSync(reportFile) ? leftOutLines(readFileSync(reportFile, 'utf8')) : [];
}

/** A line for each subject that a run left out, with the number of its tests. */
export function leftOutLines(report: string): string[] {
  const tests = parseReport(report).flatMap(({ assertionResults }) => assertionResults);
  const counts = new Map<string, number>();
  for (const { meta } of tests) {
    if (meta?.leftOut !== undefined) counts.set(meta.leftOut, (counts.get(meta.leftOut) ?? 0) + 1);
  }
  return [...counts].map(([subject, count]) => `Left out: ${subject} (${count} ${count === 1 ? 'test' : 'tests'})`);
}

/** Counts each failed check that is no run of the tests as one more failure. */
export function withFailedSteps(counts: TestCounts, failedSteps: readonly string[]): TestCounts {
  return { ...counts, failed: counts.failed + failedSteps.filter((step) => step !== 'test').length };
}

/** The line that a run of the tests ends with. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

interface TestFile {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string; readonly meta?: { readonly leftOut?: string } }[];
}

function failedWithoutTest({ status, assertionResults }: TestFile): boolean {
  return status === 'failed' && assertionResults.every((test) => test.status !== 'failed');
}

function parseReport(report: string | undefined): readonly TestFile[] {
  if (report === undefined) return [];
  try {
    return (JSON.parse(report) as { testResults: TestFile[] }).testResults;
  } catch {
    // A report that a crash has cut off says nothing.
    return [];
  }
}
