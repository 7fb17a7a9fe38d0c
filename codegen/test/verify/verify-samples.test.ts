import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/build-model.ts';
import { loadSchema } from '../../src/load.ts';
import {
  type CanonicalObject,
  loadSamples,
  mapByCore,
  type MapByCore,
  mapByReference,
  type Sample,
  verifySamples,
} from '../../src/verify/index.ts';
import { temporaryDirectory, writeFiles } from '../support/directories.ts';
import { repositorySchema } from '../support/schemas.ts';

const model = buildModel(await loadSchema(repositorySchema));
const samples = await loadSamples(repositorySchema);

/** A mapper that is right, but for what is done to its results. */
function wrongMapper(change: (callback: CanonicalObject, index: number) => unknown): MapByCore {
  return (bodies) =>
    Promise.all(bodies.map(async (body, index) => ({ value: change(await mapByReference(model, body), index) })));
}

async function codesFor(own: readonly Sample[], mapper: MapByCore): Promise<readonly string[]> {
  const problems = await verifySamples(model, own, mapper);
  return problems.map(({ code, file, pointer }) => `${code} ${file}#${pointer}`);
}

function sample(stem: string, extension: string, text: string): Sample {
  return { file: `samples/${stem}.${extension}`, stem, bytes: new TextEncoder().encode(text) };
}

const xml = sample('one/same', 'xml', '<Response><EventName>New</EventName><A>1</A><B>2</B></Response>');
const json = sample('one/same', 'json', '{ "EventName": "New", "A": 1, "B": 2 }');

describe('verification', () => {
  test('compares core with the reference in every sample of the repository', async () => {
    const core = join(import.meta.dirname, '../../../packages/core/src/index.ts');
    expect(samples.length).toBeGreaterThan(50);
    expect(await verifySamples(model, samples, (bodies) => mapByCore(core, bodies))).toEqual([]);
  });

  test('finds nothing when both agree', async () => {
    expect(
      await codesFor(
        [json, xml],
        wrongMapper((callback) => callback),
      ),
    ).toEqual([]);
  });

  test.each([
    ['a value that differs', (callback: CanonicalObject) => ({ ...callback, A: '2' }), '/A'],
    ['a value of another type', (callback: CanonicalObject) => ({ ...callback, A: 1 }), '/A'],
    [
      'a field that is missing',
      (callback: CanonicalObject) => Object.fromEntries(Object.entries(callback).filter(([name]) => name !== 'A')),
      '/A',
    ],
    ['a field too many', (callback: CanonicalObject) => ({ ...callback, C: '3' }), '/C'],
    ['a list in place of its entry', (callback: CanonicalObject) => ({ ...callback, A: ['1'] }), '/A'],
    ['keys in another order', ({ A, ...others }: CanonicalObject) => ({ ...others, A }), ''],
  ])('finds %s', async (_what, change, pointer) => {
    expect(await codesFor([xml], wrongMapper(change))).toEqual([
      `sample.mapped-differently samples/one/same.xml#${pointer}`,
    ]);
  });

  test('shows the sample, the place and both values', async () => {
    const [problem] = await verifySamples(
      model,
      [xml],
      wrongMapper((callback) => ({ ...callback, A: ['1'] })),
    );
    expect(problem).toMatchObject({
      file: 'samples/one/same.xml',
      pointer: '/A',
      message: 'the reference maps this to "1", core to ["1"]',
    });
  });

  test('finds a pair that does not say the same', async () => {
    const other = sample('one/same', 'json', '{ "EventName": "New", "A": 1, "B": 3 }');
    expect(
      await codesFor(
        [other, xml],
        wrongMapper((callback) => callback),
      ),
    ).toEqual(['sample.unequal-pair samples/one/same.xml#/B']);
  });

  test('finds a sample that either can not map', async () => {
    const broken = sample('one/broken', 'xml', '<Response>');
    expect(await codesFor([broken], async (bodies) => bodies.map(() => ({ value: {} })))).toEqual([
      'sample.rejected samples/one/broken.xml#',
    ]);
    expect(await codesFor([xml], async (bodies) => bodies.map(() => ({ error: 'wrong' })))).toEqual([
      'sample.rejected samples/one/same.xml#',
    ]);
  });

  test('takes all samples but the invalid ones', async () => {
    const directory = temporaryDirectory();
    writeFiles(directory, [
      ['samples/echo/b.xml', 'b'],
      ['samples/echo/a.json', 'a'],
      ['samples/echo/README.md', 'c'],
      ['samples/invalid/d.xml', 'd'],
    ]);
    const loaded = await loadSamples(directory);
    expect(loaded.map(({ file, stem }) => [file, stem])).toEqual([
      ['samples/echo/a.json', 'echo/a'],
      ['samples/echo/b.xml', 'echo/b'],
    ]);
    expect(await loadSamples(join(directory, 'samples'))).toEqual([]);
  });

  test('says so when core does not answer', async () => {
    const directory = temporaryDirectory();
    writeFiles(directory, [
      ['exits.mjs', 'process.exit(0)'],
      ['throws.mjs', 'throw new Error("broken")'],
    ]);
    await expect(mapByCore(join(directory, 'exits.mjs'), [])).rejects.toThrow('without an answer');
    await expect(mapByCore(join(directory, 'throws.mjs'), [])).rejects.toThrow('broken');
  });
});
