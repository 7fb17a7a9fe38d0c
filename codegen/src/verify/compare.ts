import { isObject, pointerTo } from '../json.ts';

/** A place where two values differ. */
export interface Difference {
  readonly pointer: string;
  readonly one: unknown;
  readonly other: unknown;
}

/** The first place where two values differ, in their content or in the order of their keys. */
export function firstDifference(one: unknown, other: unknown, pointer = ''): Difference | undefined {
  if (Array.isArray(one) && Array.isArray(other))
    return firstOf([...range(Math.max(one.length, other.length))], one, other, pointer);
  if (isObject(one) && isObject(other)) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return firstOf(names, one, other, pointer) ?? orderDifference(one, other, pointer);
  }
  return Object.is(one, other) ? undefined : { pointer, one, other };
}

function firstOf(
  keys: readonly (string | number)[],
  one: object,
  other: object,
  pointer: string,
): Difference | undefined {
  for (const key of keys) {
    const difference = firstDifference(own(one, key), own(other, key), pointerTo(pointer, key));
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function orderDifference(one: object, other: object, pointer: string): Difference | undefined {
  const [keys, otherKeys] = [Object.keys(one), Object.keys(other)];
  return keys.join(' ') === otherKeys.join(' ') ? undefined : { pointer, one: keys, other: otherKeys };
}

function own(value: object, key: string | number): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function range(length: number): Iterable<number> {
  return Array.from({ length }).keys();
}
