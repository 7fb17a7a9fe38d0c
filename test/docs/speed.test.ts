import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The rows of tables below a heading, up to the next one of its level. */
function rowsBelow(text: string, heading: string): readonly string[] {
  const [, ...sections] = text.split(`\n${heading}`);
  const [section = ''] = (sections[0] ?? '').split(/\n#{2,3} /);
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.replaceAll(/ +/g, ' '));
}

it('README quotes the load that receivers bear as it was measured', () => {
  const quoted = rowsBelow(read('README.md'), '### Receivers under load');
  expect(quoted.length).toBeGreaterThan(3);
  const measured = read('bench/results-receiver.md')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '));
  expect(measured).toEqual(expect.arrayContaining([...quoted].filter((line) => !line.startsWith('| ---'))));
});

it('README quotes the benchmark as it came out', () => {
  const quoted = rowsBelow(read('README.md'), '## Speed');
  expect(quoted.length).toBeGreaterThan(5);
  expect(rowsBelow(read('bench/results.md'), '### voice-separate/workflow.xml')).toEqual(
    expect.arrayContaining([...quoted].filter((line) => !line.startsWith('| ---'))),
  );
});
