import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '../src/diagnostics.ts';
import { loadSchema, parseSchema, resolveReference } from '../src/load.ts';
import { temporaryDirectory, writeFiles } from './support/directories.ts';
import { schemaTexts, schemaWith } from './support/schemas.ts';

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map(({ code, file }) => `${code} ${file}`);
  }
}

describe('loading a schema', () => {
  test('names every file that is no JSON object', () => {
    const texts = schemaTexts().set('jobs/echo.schema.json', '{').set('jobs/unknown.schema.json', '[]');
    expect(problemsOf(() => parseSchema(texts))).toEqual([
      'file.unreadable jobs/echo.schema.json',
      'file.unreadable jobs/unknown.schema.json',
    ]);
  });

  test('wants a meta-schema', () => {
    const texts = schemaTexts();
    texts.delete('vocabulary.schema.json');
    expect(problemsOf(() => parseSchema(texts))).toEqual(['file.no-vocabulary vocabulary.schema.json']);
  });

  test('takes schema files alone, and none of the samples', async () => {
    const directory = temporaryDirectory();
    writeFiles(directory, schemaTexts());
    writeFiles(directory, [
      ['samples/echo/body.schema.json', '{}'],
      ['notes.json', '{}'],
    ]);
    const { files } = await loadSchema(directory);
    expect([...files.keys()]).toEqual([
      'callback.schema.json',
      'events/task-finish.schema.json',
      'events/unknown.schema.json',
      'jobs/echo.schema.json',
      'jobs/unknown.schema.json',
      'shared/job.schema.json',
    ]);
  });

  test('resolves references from the file that they are written in', () => {
    const schema = schemaWith();
    expect(resolveReference(schema, 'jobs/echo.schema.json', '../shared/job.schema.json')?.file).toBe(
      'shared/job.schema.json',
    );
    expect(resolveReference(schema, 'callback.schema.json', '../shared/job.schema.json')).toBeUndefined();
  });
});
