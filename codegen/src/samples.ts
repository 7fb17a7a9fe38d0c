import { readdir, readFile } from 'node:fs/promises';
import { sep } from 'node:path';

/** A body that has a canonical form. */
export interface Sample {
  /** Relative to the schema's directory, with slashes. */
  readonly file: string;
  /** The path without its extension: samples with the same stem say the same. */
  readonly stem: string;
  readonly bytes: Uint8Array;
}

/** Reads every body of a schema's `samples`, except those that are meant to be refused. */
export async function loadSamples(schemaDirectory: string): Promise<readonly Sample[]> {
  const paths = await readdir(`${schemaDirectory}/samples`, { recursive: true }).catch(() => []);
  const bodies = paths
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => /\.(?:xml|json)$/.test(path) && !path.startsWith('invalid/'))
    .toSorted();
  return Promise.all(
    bodies.map(async (path) => ({
      file: `samples/${path}`,
      stem: path.replace(/\.\w+$/, ''),
      bytes: await readFile(`${schemaDirectory}/samples/${path}`),
    })),
  );
}
