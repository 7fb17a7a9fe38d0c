import type { CanonicalObject, CanonicalValue } from '../shape/canonical-value.ts';
import type { ObjectShape, Shape } from '../shape/index.ts';
import { setOwn } from './loose-value.ts';

/** Builds an object with its keys in canonical order, those that the schema doesn't know last, and with the objects that the schema requires. */
export function assemble(shape: ObjectShape, values: (CanonicalValue | undefined)[]): CanonicalObject {
  for (const { position, shape: required } of shape.requiredObjects) values[position] ??= emptyOf(required);
  const object = shape.build(values);
  const unknown = values[shape.fields.length] as CanonicalObject | undefined;
  if (unknown !== undefined)
    for (const name of Object.keys(unknown)) setOwn(object, name, unknown[name] as CanonicalValue);
  return object;
}

function emptyOf(shape: Shape): CanonicalObject | undefined {
  if (shape.kind === 'object') return assemble(shape, [...shape.blank]);
  return shape.kind === 'variants' ? emptyOf(shape.unknown) : undefined;
}
