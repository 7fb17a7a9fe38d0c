/**
 * Reads the ends of every text, as whoever uses it does: a text that the parser has put together or decoded lazily is made then.
 */
export function readEveryValue(value: unknown): number {
  if (typeof value === 'string') return value.charCodeAt(0) + value.charCodeAt(value.length - 1);
  if (typeof value !== 'object' || value === null) return 0;
  let sum = 0;
  for (const child of Object.values(value)) sum += readEveryValue(child);
  return sum;
}
