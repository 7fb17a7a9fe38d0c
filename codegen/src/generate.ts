import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildModel } from './build-model.ts';
import { DiagnosticError } from './diagnostics.ts';
import type { Emitter, GeneratedFile } from './emit/emitter.ts';
import { codeEmitters, documentEmitters } from './emit/index.ts';
import { findFormatOptions, type FormatOptions, formatFile } from './format.ts';
import { lintSchema } from './lint/index.ts';
import { loadSchema } from './load.ts';
import type { Model } from './model.ts';
import { applyChanges, compareOutput, type OutputChange } from './output.ts';
import { loadSamples, type Sample } from './samples.ts';
import { mapByCore, verifySamples } from './verify/index.ts';

export interface GenerateOptions {
  /** The directory of the schema. */
  readonly schema: string;
  /** The directory that code goes into; core's entry is expected beside it. */
  readonly out: string;
  /** The directory that documents go into, if any. */
  readonly docs?: string | undefined;
  /** Compare with the disk only. */
  readonly check: boolean;
}

export interface GenerateResult {
  /** What has been written, or in a check: what would be. */
  readonly changes: readonly OutputChange[];
  readonly files: number;
  /** How many samples core maps as the reference does; undefined when there is no core to compare. */
  readonly verifiedSamples: number | undefined;
}

/**
 * Reads a schema, checks it, generates all that follows from it, and compares what core makes of the samples with the reference.
 * @throws {DiagnosticError} for what is wrong with the schema, a sample, or core's mapping of one
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const model = await readModel(options.schema);
  const outputs = [{ directory: options.out, emitters: codeEmitters }];
  if (options.docs !== undefined) outputs.push({ directory: options.docs, emitters: documentEmitters });

  const samples = await loadSamples(options.schema);
  const format = await findFormatOptions(resolve(options.out));
  let files = 0;
  const changes: OutputChange[] = [];
  for (const { directory, emitters } of outputs) {
    const generated = await emitFiles(model, samples, emitters, format);
    files += generated.length;
    changes.push(...(await compareOutput(directory, generated)));
  }
  if (options.check && changes.length > 0) return { changes, files, verifiedSamples: undefined };
  await applyChanges(changes);
  return { changes, files, verifiedSamples: await verify(model, samples, options) };
}

/**
 * The model of the schema in a directory.
 * @throws {DiagnosticError} with everything that is wrong
 */
export async function readModel(directory: string): Promise<Model> {
  const schema = await loadSchema(directory);
  const problems = lintSchema(schema);
  if (problems.length > 0) throw new DiagnosticError(problems);
  return buildModel(schema);
}

/**
 * What some emitters make of a model, formatted.
 * @throws {Error} if two of the files have the same path
 */
export async function emitFiles(
  model: Model,
  samples: readonly Sample[],
  emitters: Readonly<Record<string, Emitter>>,
  format: FormatOptions,
): Promise<readonly GeneratedFile[]> {
  const emitted = (await Promise.all(Object.values(emitters).map(async (emit) => emit(model, samples)))).flat();
  const paths = new Set<string>();
  for (const { path } of emitted) {
    if (paths.has(path)) throw new Error(`Two generated files are called ${path}: rename one of the schema files`);
    paths.add(path);
  }
  return Promise.all(emitted.map((file) => formatFile(file, format)));
}

async function verify(model: Model, samples: readonly Sample[], { out }: GenerateOptions): Promise<number | undefined> {
  const entry = join(dirname(resolve(out)), 'index.ts');
  if (!existsSync(entry)) return undefined;
  const problems = await verifySamples(model, samples, (bodies) => mapByCore(entry, bodies).catch(coreFailed));
  if (problems.length > 0) throw new DiagnosticError(problems);
  return samples.length;
}

function coreFailed(error: unknown): never {
  throw new DiagnosticError([
    {
      code: 'core.unusable',
      file: 'index.ts',
      pointer: '',
      message: `core can't be asked to map the samples: ${error instanceof Error ? error.message : String(error)}`,
      help: 'The entry beside the output directory has to export parseCallback, and to run without a build.',
    },
  ]);
}
