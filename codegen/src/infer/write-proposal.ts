import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, DiagnosticError } from '../diagnostics.ts';
import { formatFile, type FormatOptions } from '../format.ts';
import type { NewJob } from './draft-job.ts';

/** Formats the new files as the repository formats its own; by their paths. */
export async function contentsOf(
  newJobs: readonly NewJob[],
  format: FormatOptions,
): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    newJobs.map(({ file, content }) =>
      formatFile({ path: file, content: JSON.stringify(content, undefined, 2) }, format),
    ),
  );
  return new Map(files.map(({ path, content }) => [path, content]));
}

/**
 * Writes the files of new types into a schema, and names them where the schema chooses between types. Files that are there stay as
 * they are.
 * @returns the paths of what was written, relative to the schema
 * @throws {DiagnosticError} if there is a file of one of the names; nothing is written then
 */
export async function writeNewJobs(
  directory: string,
  existing: ReadonlySet<string>,
  newJobs: readonly NewJob[],
  contents: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const taken = newJobs.filter(
    ({ file }, index) => existing.has(file) || newJobs.findIndex((other) => other.file === file) < index,
  );
  if (taken.length > 0) throw new DiagnosticError(taken.map(fileTaken));
  for (const [file, content] of contents) await writeFile(join(directory, file), content, { flag: 'wx' });
  for (const { entry } of newJobs) {
    const path = join(directory, entry.file);
    await writeFile(path, withEntry(await readFile(path, 'utf8'), entry));
  }
  return [...contents.keys(), ...new Set(newJobs.map(({ entry }) => entry.file))];
}

/** Puts an entry before another, written like that one. */
export function withEntry(text: string, { reference, before }: Pick<NewJob['entry'], 'reference' | 'before'>): string {
  const quoted = JSON.stringify(before);
  const start = text.lastIndexOf('{', text.indexOf(quoted));
  const end = text.indexOf('}', start) + 1;
  const space = /\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  const entry = text.slice(start, end).replace(quoted, () => JSON.stringify(reference));
  return `${text.slice(0, start)}${entry},${space === '' ? ' ' : space}${text.slice(start)}`;
}

function fileTaken({ file, tag }: NewJob): Diagnostic {
  return {
    code: 'file.taken',
    file,
    pointer: '',
    message: `there is a file of this name, so none is written for ${tag}`,
    help: 'Take what is printed without --write, and give the file another name.',
  };
}
