import type { Presence } from '../schema-node.ts';
import type { Observed } from './observed.ts';
import type { Grounds } from './report.ts';

/** Says in numbers what a proposed field rests on. */
export function describeField(path: readonly string[], field: Observed, around: Observed, presence: Presence): Grounds {
  const what = field.form === 'text' ? (field.texts.kind ?? 'text') : field.form;
  return {
    path: path.join('.'),
    claim: `${field.isList ? `list of ${what}` : what}, ${presence}`,
    shown: [presenceOf(field, around, presence), ...listOf(field)].join('; '),
  };
}

function presenceOf({ present }: Observed, { objects }: Observed, presence: Presence): string {
  const seen = `in ${present.all.occurrences} of ${objects.all.occurrences}, ${count(present.all.jobs.size, 'job')}`;
  return presence === 'success' ? `${seen}; in all ${objects.ofSuccess.occurrences} of success` : seen;
}

function listOf({ repeatedIn, arraysIn }: Observed): readonly string[] {
  return [
    ...(repeatedIn.size > 0 ? [`repeated in ${count(repeatedIn.size, 'XML body', 'XML bodies')}`] : []),
    ...(arraysIn.size > 0 ? [`array in ${count(arraysIn.size, 'JSON body', 'JSON bodies')}`] : []),
  ];
}

/** A number of things, in words. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}
