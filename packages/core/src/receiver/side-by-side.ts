import { together, type Soon } from '../platform/soon.ts';

/** Does something with all values at once, and waits for all of it. Nearly always there is one value. */
export function sideBySide<Value>(values: readonly Value[], work: (value: Value) => Soon<unknown>): Soon<unknown> {
  const [first] = values;
  return values.length === 1 && first !== undefined ? work(first) : together(values.map(work));
}
