import { together, whenThere, type Soon } from '../platform/soon.ts';

/** Does something with all values at once, and waits for all of it. Nearly always there is one value. */
export function sideBySide<Value, Result>(
  values: readonly Value[],
  work: (value: Value) => Soon<Result>,
): Soon<readonly Result[]> {
  const [first] = values;
  if (values.length === 1 && first !== undefined) return whenThere(work(first), (result) => [result]);
  return together(values.map(work));
}
