import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, inject, it } from 'vitest';
import budget from './size-budget.json' with { type: 'json' };

const { newest: resolveDir } = inject('consumers');

it.each(Object.entries(budget.all))('%s, minified and compressed, is below %d bytes', async (names, limit) => {
  const size = await compressedSize(everythingOf(names.split(' with ')));
  console.log(`${names}: ${size} of ${limit} bytes, minified and compressed`);
  expect(size).toBeLessThan(limit);
});

it('a parser that knows one job leaves out what is known of the others', async () => {
  const size = await compressedSize(`
    import { createParser } from '@ci-callback/core';
    import { voiceSeparate } from '@ci-callback/core/jobs';
    console.log(createParser({ jobs: [voiceSeparate] }).parseCallback('<Response/>'));
  `);
  console.log(`createParser with VoiceSeparate: ${size} of ${budget.one} bytes, minified and compressed`);
  expect(size).toBeLessThan(budget.one);
});

/** A program that uses all that packages export. */
function everythingOf(packages: readonly string[]): string {
  const imports = packages.map((name, index) => `import * as all${index} from '${name}';`);
  return `${imports.join('')}console.log(${packages.map((_name, index) => `all${index}`).join()})`;
}

/** The size of a program, bundled for Node. */
async function compressedSize(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'node',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}
