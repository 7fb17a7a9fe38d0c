import type { Diagnostic } from '../diagnostics.ts';
import type { Model } from '../model.ts';
import { firstDifference } from './compare.ts';
import type { CoreResult } from './core-worker.ts';
import { mapByReference } from './reference-mapper.ts';
import type { Sample } from '../samples.ts';

/** Maps samples with core: one result for each, in their order. */
export type MapByCore = (bodies: readonly Uint8Array[]) => Promise<readonly CoreResult[]>;

/** Says where core maps a sample to something else than the reference does, and where samples that say the same map to different things. */
export async function verifySamples(
  model: Model,
  samples: readonly Sample[],
  mapByCore: MapByCore,
): Promise<readonly Diagnostic[]> {
  const results = await mapByCore(samples.map(({ bytes }) => bytes));
  const compared = await Promise.all(
    samples.map((sample, index) => compareWithReference(model, sample, results[index])),
  );
  return [...compared.flat(), ...comparePairs(samples, results)];
}

async function compareWithReference(
  model: Model,
  { file, bytes }: Sample,
  result: CoreResult | undefined,
): Promise<readonly Diagnostic[]> {
  const expected = await mapByReference(model, bytes).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  if (expected instanceof Error) return [rejected(file, 'the reference', expected.message)];
  if (result === undefined || 'error' in result) return [rejected(file, 'core', result?.error ?? 'no answer')];
  const difference = firstDifference(expected, result.value);
  if (difference === undefined) return [];
  const { pointer, one, other } = difference;
  return [
    {
      code: 'sample.mapped-differently',
      file,
      pointer,
      message: `the reference maps this to ${show(one)}, core to ${show(other)}`,
      help: 'One of the two mappers is wrong: read the canonical form, then look at codegen/src/verify/interpreter.ts and at core.',
    },
  ];
}

function comparePairs(samples: readonly Sample[], results: readonly CoreResult[]): readonly Diagnostic[] {
  const firsts = new Map<string, { readonly file: string; readonly value: unknown }>();
  return samples.flatMap(({ file, stem }, index) => {
    const result = results[index];
    if (result === undefined || 'error' in result) return [];
    const first = firsts.get(stem);
    if (first === undefined) firsts.set(stem, { file, value: result.value });
    const difference = firstDifference(first?.value ?? result.value, result.value);
    return difference === undefined || first === undefined ? [] : [unequalPair(file, first.file, difference)];
  });
}

function unequalPair(
  file: string,
  otherFile: string,
  { pointer, one, other }: { pointer: string; one: unknown; other: unknown },
): Diagnostic {
  return {
    code: 'sample.unequal-pair',
    file,
    pointer,
    message: `${otherFile} has ${show(one)}, this has ${show(other)}`,
    help: 'Samples of the same name in XML and JSON say the same: correct one of them, or give it another name.',
  };
}

function rejected(file: string, by: string, message: string): Diagnostic {
  return {
    code: 'sample.rejected',
    file,
    pointer: '',
    message: `${by} can't map the sample: ${message}`,
    help: 'A body that is meant to be refused belongs into samples/invalid.',
  };
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
