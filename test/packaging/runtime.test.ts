import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { consumerNames } from './consumers.ts';
import { nodeBinary, supportedNodes } from './nodes.ts';
import { run } from './run.ts';

const samples = fileURLToPath(new URL('../../schema/samples/voice-separate', import.meta.url));
const consumers = inject('consumers');

describe.each(supportedNodes)('on %s', (name) => {
  it.for(consumerNames.flatMap((consumer) => [`run.mjs ${consumer}`, `run.cjs ${consumer}`]))(
    '%s frameworks',
    async (script, { skip }) => {
      const node = nodeBinary(name);
      if (node === undefined) return skip(`${name} is not installed: its builds are for Linux on x64.`);
      const [file = '', consumer = 'newest'] = script.split(' ');
      const directory = consumers[consumer as keyof typeof consumers];
      const version = name.replace('node', 'v');
      expect(await run(node, [file, samples], directory)).toMatch(`works on ${version}.`);
    },
  );
});
