import { readdir, readFile } from 'node:fs/promises';
import { posix, sep } from 'node:path';
import { DiagnosticError, type Diagnostic } from './diagnostics.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Located, SchemaNode } from './schema-node.ts';

/** All files of a schema directory, read and parsed. */
export interface SchemaSet {
  /** By path relative to the directory, with slashes, in alphabetical order whatever the disk says. */
  readonly files: ReadonlyMap<string, SchemaNode>;
  /** The meta-schema that the files have to meet. */
  readonly vocabulary: JsonObject;
}

export const vocabularyFile = 'vocabulary.schema.json';

/**
 * Reads every `*.schema.json` below a directory.
 * @throws {DiagnosticError} naming each file that is no JSON object.
 */
export async function loadSchema(directory: string): Promise<SchemaSet> {
  const paths = (await readdir(directory, { recursive: true }))
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => path.endsWith('.schema.json') && !path.startsWith('samples/'))
    .toSorted();
  const texts = await Promise.all(paths.map((path) => readFile(`${directory}/${path}`, 'utf8')));
  return parseSchema(new Map(paths.map((path, index) => [path, texts[index] ?? ''])));
}

/**
 * Parses the files of a schema, given by their paths.
 * @throws {DiagnosticError} naming each file that is no JSON object.
 */
export function parseSchema(texts: ReadonlyMap<string, string>): SchemaSet {
  const problems: Diagnostic[] = [];
  const files = new Map<string, JsonObject>();
  for (const [file, text] of texts) {
    const parsed = parseObject(text);
    if (typeof parsed === 'string') problems.push(unreadable(file, parsed));
    else files.set(file, parsed);
  }
  const vocabulary = files.get(vocabularyFile);
  if (vocabulary === undefined && !problems.some(({ file }) => file === vocabularyFile))
    problems.push(missingVocabulary);
  if (vocabulary === undefined || problems.length > 0) throw new DiagnosticError(problems);
  files.delete(vocabularyFile);
  return { files, vocabulary };
}

/** The schema that a `$ref` names, seen from the file that it is written in. */
export function resolveReference(schema: SchemaSet, from: string, reference: string): Located | undefined {
  const file = posix.join(posix.dirname(from), reference);
  const node = schema.files.get(file);
  return node === undefined ? undefined : { node, file, pointer: '' };
}

function parseObject(text: string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : 'the file holds no JSON object';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unreadable(file: string, message: string): Diagnostic {
  return { code: 'file.unreadable', file, pointer: '', message, help: 'A schema file holds one JSON object.' };
}

const missingVocabulary: Diagnostic = {
  code: 'file.no-vocabulary',
  file: vocabularyFile,
  pointer: '',
  message: 'the meta-schema is missing',
  help: `Every schema directory has a ${vocabularyFile} that says which keywords its files may use.`,
};
