import type { SentCallback } from './callbacks.ts';
import type { Entry } from './ledger.ts';

/** What must never be found in a ledger. */
type Rule = 'never handled' | 'answered before it was handled' | 'handled again after it was committed';

export interface Violation {
  readonly rule: Rule;
  readonly key: string;
  /** All that is known of the key and its callback, with the number of the line. */
  readonly history: readonly string[];
}

/** Holds a ledger against what receivers promise. */
export function findViolations(ledger: readonly Entry[], callbacks: readonly SentCallback[]): Violation[] {
  return callbacks.flatMap(({ name, keys }) =>
    keys.flatMap((key) => {
      const lines = ledger.flatMap((entry, index) =>
        entry.subject === key || entry.subject === name ? [{ ...entry, line: index + 1 }] : [],
      );
      const history = lines.map(({ line, step, attempt, writer }) => `${line}: ${step} ${attempt} by ${writer}`);
      return brokenRules(lines).map((rule) => ({ rule, key, history }));
    }),
  );
}

/** Of the lines about one key, in their order. */
function brokenRules(lines: readonly Entry[]): Rule[] {
  const steps = lines.map(({ step }) => step);
  const done = steps.indexOf('done');
  const answered = steps.indexOf('answered');
  const committed = steps.indexOf('committed');
  const broken: Rule[] = [];
  if (done === -1) broken.push('never handled');
  if (answered !== -1 && (done === -1 || answered < done)) broken.push('answered before it was handled');
  if (committed !== -1 && steps.lastIndexOf('begin') > committed) broken.push('handled again after it was committed');
  return broken;
}
