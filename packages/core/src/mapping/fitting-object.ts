import type { CanonicalObject, CanonicalValue } from '../shape/canonical-value.ts';
import type { FieldShape, ObjectShape } from '../shape/index.ts';
import { assemble } from './canonical-object.ts';
import { setOwn } from './loose-value.ts';
import { misfit } from './misfit.ts';

// What the quick ways of reading share: values are collected in the places of their fields, and made an object at its end.

/** Puts a value in its place, or to those of its list. */
export function keep(
  values: (CanonicalValue | undefined)[],
  { list, position }: FieldShape,
  value: CanonicalValue,
): void {
  const earlier = values[position];
  if (!list) {
    if (earlier !== undefined) throw misfit;
    values[position] = value;
  } else if (earlier === undefined) values[position] = [value];
  else (earlier as CanonicalValue[]).push(value);
}

/** Makes the object, which has all that the schema requires. */
export function complete(shape: ObjectShape, values: (CanonicalValue | undefined)[]): CanonicalObject {
  for (const { position } of shape.requiredValues) if (values[position] === undefined) throw misfit;
  return assemble(shape, values);
}

/** Puts a value that the schema doesn't know to its parent; one that is repeated makes an array. */
export function addUnknown(parent: CanonicalObject, name: string, value: CanonicalValue): void {
  if (!Object.hasOwn(parent, name)) setOwn(parent, name, value);
  else {
    const earlier = parent[name];
    if (Array.isArray(earlier)) earlier.push(value);
    else setOwn(parent, name, [earlier as CanonicalValue, value]);
  }
}
