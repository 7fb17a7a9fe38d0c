import { type Definition, definitionOf, type Field, type Model } from '../../model.ts';

/** A field as one row of a table. */
export interface FieldRow {
  /** Its name and those of the objects that it is in, joined by dots. */
  readonly path: string;
  readonly field: Field;
}

/** The fields of a definition and of the objects in it, each object's fields right after it. */
export function fieldRows(model: Model, { fields }: Definition, parent = ''): readonly FieldRow[] {
  return fields.flatMap((field) => {
    const path = `${parent}${field.name}`;
    const nested =
      field.type.type === 'object' ? fieldRows(model, definitionOf(model, field.type.title), `${path}.`) : [];
    return [{ path, field }, ...nested];
  });
}
