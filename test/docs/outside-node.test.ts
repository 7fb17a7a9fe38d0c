import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatXml, parseCallback } from '../../packages/core/src/index.ts';
import { root } from '../repository/tracked-files.ts';

const files = ['workflow.xml', 'workflow.json', 'utf-16.xml', 'numbers-and-booleans.json'].map((name) =>
  join(root, 'schema/samples/voice-separate', name),
);

it('core needs nothing but the language, TextEncoder and TextDecoder', () => {
  const script = join(import.meta.dirname, 'without-node.ts');
  const output = execFileSync(process.execPath, [script, ...files], { encoding: 'utf8' });
  const parsed = files.map((file) => parseCallback(readFileSync(file)));
  expect(JSON.parse(output)).toEqual({
    globals: false,
    parsed,
    written: parsed.map((callback) => formatXml(callback)),
  });
});
