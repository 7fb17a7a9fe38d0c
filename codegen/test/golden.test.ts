import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../src/build-model.ts';
import { codeEmitters, documentEmitters } from '../src/emit/index.ts';
import { defaultFormat } from '../src/format.ts';
import { emitFiles } from '../src/generate.ts';
import { lintSchema } from '../src/lint/index.ts';
import { parseSchema } from '../src/load.ts';
import { writeFiles } from './support/directories.ts';
import { readFiles, schemaTexts } from './support/schemas.ts';

/**
 * Each case is a schema, as far as it differs from the base schema, and files that it must emit.
 * UPDATE_GOLDEN=1 rewrites them, and for a case without any writes all: delete those that the case isn't about.
 */
const golden = join(import.meta.dirname, 'golden');
const update = process.env['UPDATE_GOLDEN'] === '1';

describe.each(readdirSync(golden))('golden case %s', (name) => {
  const expectedDirectory = join(golden, name, 'expected');

  test('emits what is expected', async () => {
    const emitted = await emitCase(join(golden, name, 'schema'));
    const expected = existsSync(expectedDirectory) ? readFiles(expectedDirectory) : emitted;
    const actual = [...expected.keys()].map((path) => [path, emitted.get(path) ?? 'not emitted'] as const);
    if (update) writeFiles(expectedDirectory, actual);
    else expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
    if (name === 'base') expect([...expected.keys()].toSorted()).toEqual([...emitted.keys()].toSorted());
  });
});

async function emitCase(directory: string): Promise<ReadonlyMap<string, string>> {
  const own = existsSync(directory) ? readFiles(directory) : new Map<string, string>();
  const schema = parseSchema(new Map([...schemaTexts(), ...own]));
  expect(lintSchema(schema)).toEqual([]);
  const model = buildModel(schema);
  const code = await emitFiles(model, [], codeEmitters, defaultFormat);
  const documents = await emitFiles(model, [], documentEmitters, defaultFormat);
  const files = [...code, ...documents.map(({ path, content }) => ({ path: `docs/${path}`, content }))];
  return new Map(files.map(({ path, content }) => [path, content]));
}
