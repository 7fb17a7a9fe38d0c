import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { hasBanner } from './emit/banner.ts';
import type { GeneratedFile } from './emit/emitter.ts';

/** How a file on disk differs from what is generated. */
export interface OutputChange {
  readonly kind: 'missing' | 'outdated' | 'stale' | 'foreign';
  /** With the directory. */
  readonly path: string;
  /** What the disk has; empty when the file is missing. */
  readonly before: string;
  /** What is generated; empty when nothing is. */
  readonly after: string;
}

/** Compares a directory with what is generated into it. */
export async function compareOutput(
  directory: string,
  files: readonly GeneratedFile[],
): Promise<readonly OutputChange[]> {
  const onDisk = await readDirectory(directory);
  const generated = new Set(files.map(({ path }) => path));
  const written = files.flatMap(({ path, content }): OutputChange[] => {
    const before = onDisk.get(path);
    if (before === content) return [];
    return [
      {
        kind: before === undefined ? 'missing' : 'outdated',
        path: join(directory, path),
        before: before ?? '',
        after: content,
      },
    ];
  });
  const extra = [...onDisk].filter(([path]) => !generated.has(path));
  const removed = extra.map(([path, before]): OutputChange => ({
    kind: hasBanner(before) ? 'stale' : 'foreign',
    path: join(directory, path),
    before,
    after: '',
  }));
  return [...written, ...removed];
}

/** Makes a directory what is generated. Files that the generator didn't write stay where they are. */
export async function applyChanges(changes: readonly OutputChange[]): Promise<void> {
  for (const { kind, path, after } of changes) {
    if (kind === 'stale') await rm(path);
    if (kind !== 'missing' && kind !== 'outdated') continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, after);
  }
}

async function readDirectory(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const named = paths.map(
    (path, index) => [path.slice(join(directory, sep).length).replaceAll(sep, '/'), contents[index] ?? ''] as const,
  );
  return new Map(named.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
