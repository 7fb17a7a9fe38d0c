import { expect, it } from 'vitest';
import { closingLine, countTests, leftOutLines, withFailedSteps } from '../../scripts/test-counts.ts';

function report(...files: [status: string, ...tests: string[]][]): string {
  const testResults = files.map(([status, ...tests]) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  }));
  return JSON.stringify({ testResults });
}

it.each([
  [
    'a run without failures',
    report(['passed', 'passed', 'skipped'], ['passed', 'todo', 'passed']),
    0,
    '2 passed, 0 failed, 2 skipped',
  ],
  ['failed tests', report(['failed', 'passed', 'failed', 'failed']), 1, '1 passed, 2 failed, 0 skipped'],
  ['a file that could not be loaded', report(['failed'], ['passed', 'passed']), 1, '1 passed, 1 failed, 0 skipped'],
  ['a file whose hook failed', report(['failed', 'skipped', 'passed']), 1, '1 passed, 1 failed, 1 skipped'],
  ['an unhandled error beside tests that passed', report(['passed', 'passed']), 1, '1 passed, 1 failed, 0 skipped'],
  ['a crash before any report', undefined, 1, '0 passed, 1 failed, 0 skipped'],
  ['a signal', undefined, null, '0 passed, 1 failed, 0 skipped'],
  ['a report that was cut off', '{"testResults":[{"sta', 0, '0 passed, 1 failed, 0 skipped'],
  ['a run of no test at all', report(), 0, '0 passed, 1 failed, 0 skipped'],
])('counts %s', (_name, text, exitCode, line) => {
  expect(closingLine(countTests(text, exitCode))).toBe(line);
});

it('counts failed checks beside the tests', () => {
  const counts = { passed: 5, failed: 1, skipped: 0 };
  expect(withFailedSteps(counts, ['lint', 'types', 'test'])).toEqual({ passed: 5, failed: 3, skipped: 0 });
});

it('names what was left out, and how many tests of it', () => {
  const assertionResults = [
    { status: 'skipped', meta: { leftOut: 'one thing, because a program is not installed' } },
    { status: 'passed', meta: {} },
    { status: 'skipped' },
    { status: 'skipped', meta: { leftOut: 'another thing' } },
    { status: 'skipped', meta: { leftOut: 'one thing, because a program is not installed' } },
  ];
  expect(leftOutLines(JSON.stringify({ testResults: [{ status: 'passed', assertionResults }] }))).toEqual([
    'Left out: one thing, because a program is not installed (2 tests)',
    'Left out: another thing (1 test)',
  ]);
});
