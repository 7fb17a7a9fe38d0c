/** The value of a field, for objects of types that may not be known. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

export function textOf(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name);
  return typeof text === 'string' ? text : undefined;
}

/** The entries of a field that is a list, or may be one: where the schema doesn't know a field, a lone entry is no list. */
export function entriesOf(value: unknown, name: string): readonly unknown[] {
  const entries: unknown = fieldOf(value, name);
  if (entries === undefined) return [];
  return Array.isArray(entries) ? entries : [entries];
}
