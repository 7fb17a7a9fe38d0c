import type { Model } from '../model.ts';
import type { Sample } from '../samples.ts';

/** A file to write, not yet formatted. */
export interface GeneratedFile {
  /** Relative to the output directory, with slashes. */
  readonly path: string;
  readonly content: string;
}

/** Says in files what a model says, and samples show; the same files for the same model and samples, wherever and whenever it runs. */
export type Emitter = (
  model: Model,
  samples: readonly Sample[],
) => readonly GeneratedFile[] | Promise<readonly GeneratedFile[]>;
