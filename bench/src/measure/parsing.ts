import { inputFor, type Body } from '../bodies/index.ts';
import { contestants } from '../contestants/index.ts';
import { disagreement } from './agreement.ts';
import { readEveryValue } from './read-every-value.ts';
import { sampleInterleaved, type SamplingOptions, type Task, type Timing } from './sampler.ts';

/** What parsing one body takes. */
export interface ParsingResult {
  readonly body: Body;
  readonly parsed: readonly Timing[];
  readonly read: readonly Timing[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/** Runs every contestant on every body, so that the body that is timed first isn't timed while the compiler works. */
export function warmUpAll(bodies: readonly Body[], milliseconds: number): void {
  for (const body of bodies) {
    for (const { run } of checkedTasks(body).tasks) {
      const end = performance.now() + milliseconds;
      do readEveryValue(run());
      while (performance.now() < end);
    }
  }
}

export function measureParsing(body: Body, options: SamplingOptions): ParsingResult {
  const { tasks, leftOut } = checkedTasks(body);
  const reading = tasks.map(({ name, run }) => ({ name, run: () => readEveryValue(run()) }));
  return { body, parsed: sampleInterleaved(tasks, options), read: sampleInterleaved(reading, options), leftOut };
}

function checkedTasks(body: Body): { readonly tasks: readonly Task[]; readonly leftOut: ParsingResult['leftOut'] } {
  const checked = contestants.map((contestant) => ({ contestant, reason: disagreement(contestant, body) }));
  const leftOut = checked.flatMap(({ contestant: { name }, reason }) =>
    reason === undefined ? [] : [{ name, reason }],
  );
  const tasks = checked.flatMap(({ contestant, reason }): Task[] => {
    const input = inputFor(contestant, body);
    if (reason !== undefined || input === undefined) return [];
    return [{ name: contestant.name, run: () => contestant.parse(input) }];
  });
  return { tasks, leftOut };
}
