import { setTimeout } from 'node:timers/promises';
import { GCProfiler } from 'node:v8';
import { inputFor, type Body } from '../bodies/index.ts';
import type { Contestant } from '../contestants/contestant.ts';

/** Bytes for one document. */
export interface MemoryUse {
  /** What parsing it allocates on the heap. */
  readonly allocated: number;
  /** What stays while nothing but the JobId of its first job is kept. */
  readonly retained: number;
}

/** How much may be allocated between two collections; the process is started with twice as much young space. */
const window = 32 * 2 ** 20;

/**
 * Needs `--expose-gc` and a young space that holds the whole window.
 * @param kept how many callbacks one JobId each is kept of
 */
export async function measureMemory(contestant: Contestant, body: Body, kept: number): Promise<MemoryUse> {
  const input = inputFor(contestant, body);
  if (input === undefined || gc === undefined) throw new Error('There is nothing to measure');
  for (let run = 0; run < 1000; run++) contestant.parse(input);
  const allocated = allocatedBy(() => contestant.parse(input));
  return { allocated, retained: await retainedBy(contestant, input, kept) };
}

/** The heap's growth over many runs among which no collection took place; the window grows smaller until none does. */
function allocatedBy(run: () => unknown): number {
  for (let runs = Math.ceil(window / growth(run, 20).bytes); runs > 10; runs >>= 1) {
    const { bytes, collections } = growth(run, runs);
    if (collections === 0) return bytes;
  }
  return Number.NaN;
}

function growth(run: () => unknown, runs: number): { readonly bytes: number; readonly collections: number } {
  gc?.();
  const profiler = new GCProfiler();
  profiler.start();
  const before = process.memoryUsage();
  for (let index = 0; index < runs; index++) run();
  const after = process.memoryUsage();
  const bytes = after.heapUsed - before.heapUsed;
  return { bytes: bytes / runs, collections: profiler.stop()?.statistics.length ?? 0 };
}

async function retainedBy({ parse }: Contestant, input: Buffer, kept: number): Promise<number> {
  const ids = Array.from<string>({ length: kept }).fill('');
  const position = input.indexOf('j40644e92f');
  const before = await heldMemory();
  for (let index = 0; index < kept; index++) {
    const own = Buffer.from(input);
    own.write(String(index).padStart(10, 'j'), position, 'latin1');
    ids[index] = firstJobId(parse(own));
  }
  const bytes = (await heldMemory()) - before;
  if (new Set(ids).size !== kept) throw new Error('The ids are not distinct');
  return bytes / kept;
}

/** Buffers are freed some time after the collection that finds them dead. */
async function heldMemory(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    gc?.();
    await setTimeout(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function firstJobId(callback: object): string {
  return (callback as { readonly JobsDetail: readonly [{ readonly JobId: string }] }).JobsDetail[0].JobId;
}
