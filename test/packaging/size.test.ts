import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, inject, it } from 'vitest';
import budget from './size-budget.json' with { type: 'json' };

const { newest: resolveDir } = inject('consumers');

it.each(Object.entries(budget.all))('%s, minified and compressed, is below %d bytes', async (names, limit) => {
  const size = await compressedSize(importsOf(names));
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

it('what nobody imports is not bundled', async () => {
  const apart = {
    toNative: ['toNative', 'NativeReader', 'jobKinds'],
    outputObjects: ['outputObjects', 'ObjectFinder', 'RequestedKey', 'objectPlaces'],
    cosUrl: ['cosUrl'],
    memoryStore: ['memoryStore', 'MemoryStore'],
  };
  const parsing = await bundle(importsOf('parseCallback of @ci-callback/core'), false);
  expect(parsing).toContain('function parseCallback');
  for (const [name, marks] of Object.entries(apart)) {
    const code = await bundle(importsOf(`parseCallback, ${name} of @ci-callback/core`), false);
    // The names are those that the code has, or looking for them would prove nothing.
    expect(marks.filter((mark) => !code.includes(mark))).toEqual([]);
    expect(marks.filter((mark) => parsing.includes(mark))).toEqual([]);
  }
});

/** Imports of what is measured: all that some packages export, or `this, that of package`. */
function importsOf(names: string): string {
  const [imported, from] = names.split(' of ');
  if (imported !== undefined && from !== undefined)
    return `import { ${imported} } from '${from}'; console.log(${imported});`;
  const packages = names.split(' with ');
  const imports = packages.map((name, index) => `import * as all${index} from '${name}';`);
  return `${imports.join('')}console.log(${packages.map((_name, index) => `all${index}`).join()})`;
}

/** The size of a program, bundled for Node. */
async function compressedSize(contents: string): Promise<number> {
  return gzipSync(await bundle(contents, true), { level: 9 }).length;
}

/** Bundles a program for Node. */
async function bundle(contents: string, minify: boolean): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    format: 'esm',
    minify,
    platform: 'node',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
