import { describe, expect, it } from 'vitest';
import { parseCallback } from '../../packages/core/src/index.ts';
import { codeSpans, documentAt, section, tableRows } from './markdown.ts';

const rows = tableRows(section(documentAt('README.md'), '## The canonical form'));
const ofFields = rows.filter((row) => 'XML' in row).map((row) => [row['Rule'], row] as const);
const ofBodies = rows.filter((row) => 'Body' in row).map((row) => [row['Rule'], row] as const);

describe('the rules of the canonical form in README.md', () => {
  it('are there', () => {
    expect(ofFields.length).toBeGreaterThan(8);
    expect(ofBodies.length).toBeGreaterThan(3);
  });

  it.each(ofFields)('%s', (_rule, { XML = '', JSON: json = '', Becomes: canonical = '' }) => {
    const body = `<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>j1</JobId>${codeIn(XML)}</JobsDetail></Response>`;
    const expected = JSON.stringify(JSON.parse(`{${codeIn(canonical)}}`));
    expect(fieldsOf(body, expected)).toBe(expected);
    const members = ['"JobId": "j1"', codeIn(json)].filter((member) => member !== '');
    expect(fieldsOf(`{ "JobsDetail": [{ ${members.join()} }] }`, expected)).toBe(expected);
  });

  it.each(ofBodies)('%s', (_rule, { Body: body = '', Becomes: canonical = '' }) => {
    expect(JSON.stringify(parseCallback(codeIn(body)))).toBe(JSON.stringify(JSON.parse(codeIn(canonical))));
  });
});

/** A job's fields as JSON, without those that every job has, unless they are expected. */
function fieldsOf(body: string, expected: string): string {
  const {
    JobsDetail: [job],
  } = parseCallback(body) as unknown as { JobsDetail: [Record<string, unknown>] };
  const names = Object.keys(job).filter(
    (name) => name !== 'JobId' && (name !== 'Operation' || expected.includes('"Operation"')),
  );
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, job[name]])));
}

function codeIn(cell: string): string {
  return codeSpans(cell)[0] ?? '';
}
