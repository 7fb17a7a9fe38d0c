const kinds: Readonly<Partial<Record<string, string>>> = {
  string: 'text',
  object: 'an object',
  undefined: 'undefined',
};

/** What kind of thing a value is, for messages: all that may be said of what could be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return kinds[typeof value] ?? `a ${typeof value}`;
}

/** A value as a message shows it: numbers, booleans and short texts themselves, the kind of all else. */
export function shownValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.length <= 40 ? JSON.stringify(value) : kindOf(value);
}
