/** Does something with all values at once, and waits for all of it. Nearly always there is one value. */
export async function sideBySide<Value, Result>(
  values: readonly Value[],
  work: (value: Value) => Promise<Result>,
): Promise<readonly Result[]> {
  const [first] = values;
  if (values.length === 1 && first !== undefined) return [await work(first)];
  return Promise.all(values.map(work));
}
