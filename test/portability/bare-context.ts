import { join } from 'node:path';
import { run } from '../packaging/run.ts';
import type { ObserverName } from './observers.ts';

export interface InBareContext {
  /** The names of all globals that there were. */
  readonly globals: readonly string[];
  /** Those that were asked for, of the ones that are no part of the language. */
  readonly asked: readonly string[];
  readonly observed: unknown;
}

/** Observes the core that is built in a folder in a process of its own, whose context has no globals of Node but those it needs. */
export async function observeInBareContext(folder: string, observer: ObserverName): Promise<InBareContext> {
  const script = join(import.meta.dirname, 'bare-context-process.ts');
  const parameters = ['--experimental-vm-modules', script, folder, observer];
  return JSON.parse(await run(process.execPath, parameters, import.meta.dirname)) as InBareContext;
}
