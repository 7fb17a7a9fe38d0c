import type { Model } from '../model.ts';

/** A file to write, not yet formatted. */
export interface GeneratedFile {
  /** Relative to the output directory, with slashes. */
  readonly path: string;
  readonly content: string;
}

/** Says in files what a model says; the same files for the same model, wherever and whenever it runs. */
export type Emitter = (model: Model) => readonly GeneratedFile[] | Promise<readonly GeneratedFile[]>;
