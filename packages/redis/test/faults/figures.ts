import type { FaultRun } from './fault-run.ts';
import type { Entry } from './ledger.ts';

export interface Circumstances {
  readonly seed: number;
  readonly milliseconds: number;
  readonly interruptions: number;
}

/** What a run came to, for people to read. */
export function figuresOf(run: FaultRun, { seed, milliseconds, interruptions }: Circumstances): string {
  const { callbacks, kills, ledger, sender, servers } = run;
  const count = (step: Entry['step']): number => ledger.filter((entry) => entry.step === step).length;
  const killed = Object.values(kills).reduce((sum, number) => sum + number, 0);
  const committed = new Set(ledger.filter(({ step }) => step === 'committed').map(({ subject }) => subject));
  const jobs = callbacks.flatMap(({ keys }) => keys);
  const figures: [name: string, figure: string | number][] = [
    ['seed', seed],
    ['seconds', (milliseconds / 1000).toFixed(1)],
    ['callbacks', callbacks.length],
    ['jobs', jobs.length],
    ['requests', sender.requests],
    ...Object.entries(sender.answers).map(([answer, number]) => [`  ${answer}`, number] as [string, number]),
    [
      'kills',
      `${killed} (${Object.entries(kills)
        .map(([moment, number]) => `${moment} ${number}`)
        .join(', ')})`,
    ],
    ['restarts', servers[0].restarts + servers[1].restarts],
    ['interruptions of Redis', interruptions],
    ['handler runs', count('begin')],
    ['  to the end', count('done')],
    ['jobs done more than once', doneOften(ledger)],
    ['  at the same time', overlaps(ledger)],
    ['claims lost', count('lost')],
    ['jobs whose commit nobody lived to see', jobs.filter((key) => !committed.has(key)).length],
  ];
  return figures.map(([name, figure]) => `${name.padEnd(40)}${figure}`).join('\n');
}

/** How many jobs were done more than once: none of them was committed before, which is asserted elsewhere. */
function doneOften(ledger: readonly Entry[]): number {
  const times = new Map<string, number>();
  for (const { step, subject } of ledger) {
    if (step === 'done') times.set(subject, (times.get(subject) ?? 0) + 1);
  }
  return [...times.values()].filter((number) => number > 1).length;
}

/** How many jobs were begun by one process, and then done by another one that had begun before. */
function overlaps(ledger: readonly Entry[]): number {
  const latest = new Map<string, string>();
  const overlapping = new Set<string>();
  for (const { step, subject, writer } of ledger) {
    if (step === 'begin') latest.set(subject, writer);
    if (step === 'done' && latest.get(subject) !== writer) overlapping.add(subject);
  }
  return overlapping.size;
}
