import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as core from '../../packages/core/src/index.ts';

export type Core = typeof core;

/** Imports, in Node, the core that is built in a folder. */
export async function importCore(folder: string): Promise<Core> {
  return (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as Core;
}
