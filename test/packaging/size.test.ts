import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, inject, it } from 'vitest';
import budget from './size-budget.json' with { type: 'json' };

const { newest: resolveDir } = inject('consumers');
const parserOfOne = `
  import { createParser } from '@ci-callback/core';
  import { voiceSeparate } from '@ci-callback/core/jobs';
  console.log(createParser({ jobs: [voiceSeparate] }).parseCallback('<Response/>'));
`;

it.each(Object.entries(budget.all))('%s, minified and compressed, is below %d bytes', async (names, limit) => {
  const size = await compressedSize(importsOf(names));
  console.log(`${names}: ${size} of ${limit} bytes, minified and compressed`);
  expect(size).toBeLessThan(limit);
});

it('a parser that knows one job leaves out what is known of the others', async () => {
  const size = await compressedSize(parserOfOne);
  console.log(`createParser with VoiceSeparate: ${size} of ${budget.one} bytes, minified and compressed`);
  expect(size).toBeLessThan(budget.one);
});

it('sizes are what the read-me of core says', async () => {
  const readme = readFileSync(join(resolveDir, 'node_modules/@ci-callback/core/README.md'), 'utf8');
  const paragraph = /`parseCallback` with all that the schema says is[\s\S]+?\n\n/.exec(readme)?.[0] ?? '';
  const said = [...paragraph.matchAll(/(\d+)\skB/g)].map(([, size]) => Number(size) * 1000);
  const measured = [
    await compressedSize(importsOf('parseCallback of @ci-callback/core')),
    await compressedSize(importsOf('createReceiver, urlToken of @ci-callback/core')),
    await compressedSize(parserOfOne),
  ];
  expect(said).toHaveLength(measured.length);
  for (const [index, size] of measured.entries()) expect(Math.abs(size - (said[index] ?? 0))).toBeLessThan(1000);
});

/** What each import leaves out, by marks of it in the code. */
const leftOut: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'parseCallback of @ci-callback/core': {
    toNative: ['toNative', 'NativeReader', 'jobKinds'],
    outputObjects: ['outputObjects', 'ObjectFinder', 'RequestedKey', 'objectPlaces'],
    cosUrl: ['cosUrl'],
    memoryStore: ['memoryStore', 'MemoryStore'],
    createReceiver: ['createReceiver', 'Reception', 'receiveNode', 'DecompressionStream', 'diagnostics_channel'],
    urlToken: ['urlToken', 'tokenMatcher', 'nodeModule'],
  },
  'createReceiver of @ci-callback/core': {
    urlToken: ['function urlToken(', 'tokenMatcher', 'secretList'],
    signedUrl: ['function signedUrl(', 'readLink', 'hmacSha256', 'unmetClaim'],
    signCallbackUrl: ['function signCallbackUrl(', 'writeLink', 'encodeBase64Url'],
    confirmJob: ['function confirmJob(', 'JobLookup', 'ExpiringCache', 'TokenBucket'],
    ipAllow: ['function ipAllow('],
    all: ['function all('],
    any: ['function any('],
    unsafeNoAuth: ['function unsafeNoAuth('],
    toNative: ['toNative', 'NativeReader', 'jobKinds'],
    outputObjects: ['ObjectFinder', 'objectPlaces'],
    cosUrl: ['function cosUrl('],
    formatXml: ['function formatXml(', 'XmlWriter'],
  },
  'callbackParser of @ci-callback/express': {
    callbackReceiver: ['function callbackReceiver('],
    createReceiver: ['function createReceiver(', 'Reception', 'MemoryStore'],
  },
  'callbackParser of @ci-callback/koa': {
    callbackReceiver: ['function callbackReceiver('],
    createReceiver: ['function createReceiver(', 'Reception', 'MemoryStore'],
  },
};

describe.each(Object.entries(leftOut))('a program with %s', (program, apart) => {
  const [imported = '', from = ''] = program.split(' of ');

  it.each(Object.entries(apart))('has nothing of %s', async (name, marks) => {
    const alone = await bundle(importsOf(program), false);
    expect(alone).toContain(`function ${imported}(`);
    expect(marks.filter((mark) => alone.includes(mark))).toEqual([]);
    // The marks are in the code that has it, or looking for them would prove nothing.
    const both = await bundle(importsOf(`${imported}, ${name} of ${from}`), false);
    expect(marks.filter((mark) => !both.includes(mark))).toEqual([]);
  });
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
