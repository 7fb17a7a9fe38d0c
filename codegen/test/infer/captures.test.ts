import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DiagnosticError } from '../../src/diagnostics.ts';
import { type Capture, readCaptures } from '../../src/infer/captures.ts';
import { temporaryDirectory } from '../support/directories.ts';
import { capturesOf } from './bodies.ts';

const deep = (levels: number): string => `${'{"A":'.repeat(levels)}"a"${'}'.repeat(levels)}`;
const deepXml = (levels: number): string => {
  const inner = levels - 1;
  return `<Response>${'<A>'.repeat(inner)}a${'</A>'.repeat(inner)}</Response>`;
};

test.each<[string, string, Omit<Capture, 'name'>]>([
  ['XML', '<?xml version="1.0"?><Response><A>a</A></Response>', { format: 'xml', content: { A: ['a'] } }],
  ['JSON', '{"A":"a"}', { format: 'json', content: { A: 'a' } }],
  ['JSON with the root of XML', '{"Response":{"A":"a"}}', { format: 'json', content: { A: 'a' } }],
  ['JSON behind a byte order mark', '\uFEFF{"A":"a"}', { format: 'json', content: { A: 'a' } }],
])('%s is read', async (_name, body, capture) => {
  expect(await capturesOf(body)).toEqual([{ name: 'body 1', ...capture }]);
});

test.each([
  ['what is neither', 'EventName=TaskFinish', /not valid JSON/],
  ['nothing', '', /Unexpected end/],
  ['broken XML', '<Response><A></Response>', /^Unexpected close tag Line: 0/],
  ['text beside elements', '<Response>a<A>a</A></Response>', /beside/],
  ['another root', '<Request><A>a</A></Request>', /root element is called Request/],
  ['an empty root', '<Response/>', /holds no object/],
  ['a JSON text', '"TaskFinish"', /holds no object/],
  ['a JSON array', '[{"A":"a"}]', /holds no object/],
  ['what a parser made of XML', '{"Response":{"EventName":["TaskFinish"]}}', /EventName is a list/],
  ['XML deeper than core reads', deepXml(66), /deeper than 64/],
  ['lists in lists', `{"A":${'['.repeat(100)}"a"${']'.repeat(100)}}`, /deeper than 64/],
  ['JSON deeper than core reads', deep(65), /deeper than 64/],
  ['JSON much deeper', deep(20_000), /deeper than 64|call stack/],
])('%s is refused', async (_name, body, message) => {
  const path = join(temporaryDirectory(), 'body');
  writeFileSync(path, body);
  const error = await readCaptures([path], 'Response').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DiagnosticError);
  const { diagnostics } = error as DiagnosticError;
  expect(diagnostics).toMatchObject([{ code: 'body.unreadable', file: path, pointer: '' }]);
  expect(diagnostics[0]?.message).toMatch(message);
  expect(diagnostics[0]?.message).not.toContain('\n');
});

test('what is as deep as core reads is read', async () => {
  expect(await capturesOf(deep(64), deepXml(64))).toHaveLength(2);
});

test('every file that can not be read is named', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'captured'));
  writeFileSync(join(directory, 'fine.json'), '{"A":"a"}');
  const paths = ['captured', 'fine.json', 'missing.xml'].map((name) => join(directory, name));
  const error = await readCaptures(paths, 'Response').catch((reason: unknown) => reason);
  expect((error as DiagnosticError).diagnostics.map(({ file, message }) => [file, message])).toEqual([
    [paths[0], 'it is a directory: name the files in it'],
    [paths[2], 'there is no such file'],
  ]);
});
