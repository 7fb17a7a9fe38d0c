/**
 * The text at a place of a callback, or undefined if there is none. Places are looked up without the types, since a callback that was
 * read without validation may lack what they promise.
 */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let place = value;
  for (const name of path) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return undefined;
    place = (place as Readonly<Record<string, unknown>>)[name];
  }
  return typeof place === 'string' ? place : undefined;
}
