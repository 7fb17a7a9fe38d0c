/** What a body holds, before the model says what it means. From XML every child is a list. */
export type BodyValue = string | number | boolean | null | readonly BodyValue[] | BodyObject;

export interface BodyObject {
  readonly [name: string]: BodyValue;
}

export function isBodyObject(value: BodyValue | undefined): value is BodyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isBodyList(value: BodyValue | undefined): value is readonly BodyValue[] {
  return Array.isArray(value);
}

/** Builds an object from its entries; `__proto__` is a name like any other, which `Object.fromEntries` sees to. */
export function objectOf<Value>(entries: Iterable<readonly [string, Value]>): { [name: string]: Value } {
  return Object.fromEntries(entries);
}
