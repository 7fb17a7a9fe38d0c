/** Something to time, in its turn with others. */
export interface Task {
  readonly name: string;
  readonly run: () => unknown;
}

/** Nanoseconds for one run: the median of all samples, and the median of its ratios to the first task's sample of the same round. */
export interface Timing {
  readonly name: string;
  readonly nanoseconds: number;
  readonly ratio: number;
}

export interface SamplingOptions {
  /** At most; slow tasks get fewer, as many as the budget has room for. */
  readonly rounds: number;
  /** How long one sample takes, in milliseconds. */
  readonly sample: number;
  readonly warmUp: number;
  /** What all samples may take together, in milliseconds. */
  readonly budget: number;
}

const fewestRounds = 7;

/**
 * Samples the tasks round by round, so that what else the machine does meets all of them alike. Each round starts at another task.
 */
export function sampleInterleaved(tasks: readonly Task[], options: SamplingOptions): readonly Timing[] {
  const plans = tasks.map((task) => planSample(task, options));
  const roundTime = plans.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const rounds = Math.max(fewestRounds, Math.min(options.rounds, Math.floor(options.budget / roundTime)));
  const samples = tasks.map(() => new Float64Array(rounds));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < tasks.length; turn++) {
      const index = (round + turn) % tasks.length;
      (samples[index] as Float64Array)[round] = timePerRun(tasks[index] as Task, plans[index]?.runs ?? 1);
    }
  }
  const [first] = samples as [Float64Array];
  return tasks.map(({ name }, index) => {
    const own = samples[index] as Float64Array;
    return { name, nanoseconds: median(own), ratio: median(own.map((time, round) => time / (first[round] as number))) };
  });
}

export function median(values: Float64Array | readonly number[]): number {
  const sorted = Float64Array.from(values).toSorted();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Warms a task up, and finds how many runs make a sample. */
function planSample(
  task: Task,
  { warmUp, sample }: SamplingOptions,
): { readonly runs: number; readonly milliseconds: number } {
  const end = performance.now() + warmUp;
  let time = timePerRun(task, 1);
  while (performance.now() < end) time = timePerRun(task, 1 + Math.floor(1e6 / time));
  const runs = Math.max(1, Math.round((sample * 1e6) / time));
  return { runs, milliseconds: (runs * time) / 1e6 };
}

// What is assigned here can't be optimised away.
const sink: { last: unknown } = { last: undefined };

function timePerRun({ run }: Task, runs: number): number {
  const start = process.hrtime.bigint();
  for (let index = 0; index < runs; index++) sink.last = run();
  return Number(process.hrtime.bigint() - start) / runs;
}
