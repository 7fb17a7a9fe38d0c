import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isObject, type JsonObject, type JsonValue } from '../../src/json.ts';
import { parseSchema, type SchemaSet, vocabularyFile } from '../../src/load.ts';

/** The schema that this repository generates from. */
export const repositorySchema: string = join(import.meta.dirname, '../../../schema');

/** A small schema with one event and one job, which tests change to what they are about. */
const baseSchema: string = join(import.meta.dirname, '../fixtures/base-schema');

/** Changes to files of a schema, as JSON merge patches (RFC 7386): null takes a key or a file away. */
export type SchemaPatch = Readonly<Record<string, JsonObject | null>>;

/** The base schema with some changes. */
export function schemaWith(patch: SchemaPatch = {}): SchemaSet {
  return parseSchema(schemaTexts(patch));
}

/** The base schema's files with some changes and the vocabulary, as they would be on disk. */
export function schemaTexts(patch: SchemaPatch = {}): Map<string, string> {
  const texts = readFiles(baseSchema);
  for (const [path, change] of Object.entries(patch)) {
    const before = JSON.parse(texts.get(path) ?? '{}') as JsonObject;
    if (change === null) texts.delete(path);
    else texts.set(path, JSON.stringify(merge(before, change)));
  }
  return texts.set(vocabularyFile, readFileSync(join(repositorySchema, vocabularyFile), 'utf8'));
}

/** A file of an object with some properties. */
export function objectFile(title: string, properties: SchemaPatch): NonNullable<SchemaPatch[string]> {
  return {
    $schema: '../vocabulary.schema.json',
    title,
    description: 'An object.',
    'x-evidence': 'sample',
    'x-source': 'A page',
    type: 'object',
    properties,
  };
}

/** All files below a directory, by their path with slashes. */
export function readFiles(directory: string): Map<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(
    paths.map((path) => [path.slice(directory.length + 1).replaceAll(sep, '/'), readFileSync(path, 'utf8')]),
  );
}

function merge(before: JsonValue | undefined, change: JsonValue): JsonValue {
  if (!isObject(change)) return change;
  const merged = new Map(Object.entries(isObject(before) ? before : {}));
  for (const [name, value] of Object.entries(change)) {
    if (value === null) merged.delete(name);
    else merged.set(name, merge(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}
