import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder: string = join(import.meta.dirname, '../../../schema/samples');

/** The bytes of a sample, by its path below schema/samples. */
export function sample(path: string): Buffer {
  return readFileSync(join(folder, path));
}

/** The paths of all samples that must parse. */
export const validSamples: readonly string[] = listSamples().filter((path) => !path.startsWith('invalid/'));

/** The bodies that must not, each with what it must give. */
export const invalidSamples: readonly (readonly [path: string, expected: ExpectedError])[] = listSamples()
  .filter((path) => path.startsWith('invalid/') && !path.endsWith('.error.json'))
  .map((path) => [path, JSON.parse(sample(path.replace(/\.[^.]*$/, '.error.json')).toString('utf8')) as ExpectedError]);

export interface ExpectedError {
  readonly code: string;
  readonly status: number;
  /** Where the first issue is. */
  readonly pointer?: string;
}

/** XML and JSON bodies of the same callback. */
export const pairs: readonly (readonly [xml: string, json: string])[] = validSamples
  .filter((path) => path.endsWith('.xml') && validSamples.includes(path.replace(/xml$/, 'json')))
  .map((path) => [path, path.replace(/xml$/, 'json')]);

function listSamples(): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:xml|json)$/.test(entry.name))
    .map((entry) => `${basename(entry.parentPath)}/${entry.name}`)
    .toSorted();
}
