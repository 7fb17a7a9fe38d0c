import { posix } from 'node:path';
import type { NewJob } from '../../src/infer/draft-job.ts';
import { withEntry } from '../../src/infer/write-proposal.ts';
import { isObject, type JsonObject } from '../../src/json.ts';
import { loadSamples, type Sample } from '../../src/verify/index.ts';
import { readFiles, repositorySchema } from '../support/schemas.ts';

const taskFinish = 'events/task-finish.schema.json';

/** The files of the repository's schema, by their paths. */
export function repositoryTexts(): Map<string, string> {
  return new Map([...readFiles(repositorySchema)].filter(([path]) => path.endsWith('.schema.json')));
}

/** The known types of jobs, by the names of their files. */
export function jobNames(): readonly string[] {
  return [...repositoryTexts().keys()].flatMap((path) => /^jobs\/(?!unknown\.)([\w-]+)/.exec(path)?.[1] ?? []);
}

/** The files without those of some types of jobs, and without those that they alone refer to. */
export function textsWithout(...names: readonly string[]): Map<string, string> {
  const texts = repositoryTexts();
  for (const name of names) texts.delete(`jobs/${name}.schema.json`);
  const event = JSON.parse(texts.get(taskFinish) ?? '') as JsonObject;
  texts.set(
    taskFinish,
    `${JSON.stringify(withoutReferences(event, new Set(names.map((name) => `../jobs/${name}.schema.json`))), undefined, 2)}\n`,
  );
  const reached = new Set(['callback.schema.json']);
  for (const file of reached) {
    for (const [, reference = ''] of (texts.get(file) ?? '').matchAll(/"\$ref": "([^"]+)"/g))
      reached.add(posix.join(posix.dirname(file), reference));
  }
  return new Map([...texts].filter(([path]) => reached.has(path) || path === 'vocabulary.schema.json'));
}

/** The files with a new type in them, as `--write` and a maintainer leave them. */
export function textsWith(texts: ReadonlyMap<string, string>, { file, content, entry }: NewJob): Map<string, string> {
  return new Map(texts)
    .set(file, writtenOut(JSON.stringify(content)))
    .set(entry.file, withEntry(texts.get(entry.file) ?? '', entry));
}

/** A file in which descriptions stand in place of the placeholders. */
export function writtenOut(text: string): string {
  return text.replaceAll(/TOD[O]: say [^.]*\./g, 'Something.');
}

/** The samples of one type of jobs. */
export async function samplesOf(name: string): Promise<readonly Sample[]> {
  return (await loadSamples(repositorySchema)).filter(({ file }) => file.startsWith(`samples/${name}/`));
}

function withoutReferences(value: unknown, references: ReadonlySet<string>): unknown {
  if (Array.isArray(value))
    return value
      .filter((entry) => !isObject(entry) || !references.has(entry['$ref'] as string))
      .map((entry) => withoutReferences(entry, references));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutReferences(entry, references)]));
}
