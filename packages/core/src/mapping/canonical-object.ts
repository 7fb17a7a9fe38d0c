import type { ObjectShape, Shape } from '../shape/index.ts';
import { setOwn } from './loose-value.ts';

/** A value of a canonical object. */
export type CanonicalValue = string | number | boolean | CanonicalValue[] | CanonicalObject;
export interface CanonicalObject {
  [name: string]: CanonicalValue;
}

/** Builds an object with its keys in canonical order, and with the objects that the schema requires. */
export function assemble(
  shape: ObjectShape,
  known: readonly (CanonicalValue | undefined)[],
  unknown: readonly (readonly [string, CanonicalValue])[],
): CanonicalObject {
  const result: CanonicalObject = {};
  for (const field of shape.fields) {
    const value = known[field.position] ?? (field.required && !field.list ? emptyOf(field.shape) : undefined);
    if (value !== undefined) result[field.name] = value;
  }
  for (const [name, value] of unknown) setOwn(result, name, value);
  return result;
}

function emptyOf(shape: Shape): CanonicalObject | undefined {
  if (shape.kind === 'object') return assemble(shape, [], []);
  return shape.kind === 'variants' ? assemble(shape.unknown, [], []) : undefined;
}
