import { NameTable } from './name-table.ts';

/** A value without children. */
export interface LeafShape {
  readonly kind: 'text' | 'number' | 'boolean';
}

/** An object with named fields; a field that isn't named here is unknown, and kept as it comes. */
export interface ObjectShape {
  readonly kind: 'object';
  /** The name of the schema's definition. */
  readonly title: string;
  /** In the order that the keys of a canonical object have. */
  readonly fields: readonly FieldShape[];
  readonly byName: ReadonlyMap<string, FieldShape>;
  /** For what a body parser left with its names in lower case. */
  readonly byLowerCaseName: ReadonlyMap<string, FieldShape>;
  /** The names once more, for reading XML. */
  readonly names: NameTable;
}

/** An object whose other fields depend on what one of them says. */
export interface VariantsShape {
  readonly kind: 'variants';
  /** The name of the field that decides. */
  readonly property: string;
  readonly known: ReadonlyMap<string, ObjectShape | FormsShape>;
  /** The shape for all other values of the field, and for its lack. */
  readonly unknown: ObjectShape;
  /**
   * What tells each value where the field is missing: the name of another field that is there, or the path to a text that is the value.
   * The first that fits holds.
   */
  readonly inferredBy: ReadonlyMap<string, readonly string[]>;
}

/** An object that is sent in several forms. */
export interface FormsShape {
  readonly kind: 'forms';
  /** The form of an object that has none of the fields that tell the others. */
  readonly usual: ObjectShape;
  /** By the name of a field that no other form has. */
  readonly byField: ReadonlyMap<string, ObjectShape>;
}

export type Shape = LeafShape | ObjectShape | VariantsShape;

export interface FieldShape {
  readonly name: string;
  /** The place among the fields of its object, counted from 0. */
  readonly position: number;
  readonly shape: Shape;
  readonly list: boolean;
  readonly required: boolean;
}

/** What the tables say of one field. */
export interface FieldDeclaration {
  readonly shape: Shape;
  readonly list: boolean;
  readonly required: boolean;
}

/** Text, kept to the character. */
export const text: LeafShape = { kind: 'text' };
/** A number, in bodies that hold JSON numbers. */
export const number: LeafShape = { kind: 'number' };
/** A truth value, in bodies that hold JSON booleans. */
export const boolean: LeafShape = { kind: 'boolean' };

/** A field whose element may be repeated: always an array in a canonical object. */
export function list(shape: Shape): FieldDeclaration {
  return { shape, list: true, required: false };
}

/** A field that every canonical object has. */
export function required(declared: Shape | FieldDeclaration): FieldDeclaration {
  return { ...declare(declared), required: true };
}

/** An object of the schema; its fields in canonical order. */
export function object(title: string, fields: Readonly<Record<string, Shape | FieldDeclaration>>): ObjectShape {
  const shaped = Object.entries(fields).map(([name, declared], position): FieldShape => ({
    name,
    position,
    ...declare(declared),
  }));
  return {
    kind: 'object',
    title,
    fields: shaped,
    byName: new Map(shaped.map((field) => [field.name, field])),
    byLowerCaseName: new Map(shaped.map((field) => [field.name.toLowerCase(), field])),
    names: new NameTable(shaped.map(({ name }) => name)),
  };
}

/** A choice between objects by the text of one of their fields; `inferredBy` has what tells that text, such as `JobsDetail` or `data/event`. */
export function variants(
  property: string,
  known: Readonly<Record<string, ObjectShape | FormsShape>>,
  unknown: ObjectShape,
  inferredBy: Readonly<Record<string, string>> = {},
): VariantsShape {
  return {
    kind: 'variants',
    property,
    known: new Map(Object.entries(known)),
    unknown,
    inferredBy: new Map(Object.entries(inferredBy).map(([name, path]) => [name, path.split('/')])),
  };
}

/** A choice between the forms of one kind of object: the usual one, and others by a field that only one of them has. */
export function forms(usual: ObjectShape, byField: Readonly<Record<string, ObjectShape>>): FormsShape {
  return { kind: 'forms', usual, byField: new Map(Object.entries(byField)) };
}

function declare(declared: Shape | FieldDeclaration): FieldDeclaration {
  return 'kind' in declared ? { shape: declared, list: false, required: false } : declared;
}
