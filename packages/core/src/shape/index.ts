import type { CanonicalObject, CanonicalValue } from './canonical-value.ts';
import { byteText, type ByteText } from './byte-text.ts';
import { elementTags, type ElementTags } from './element-tags.ts';

export type { CanonicalObject, CanonicalValue };

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
  /** No value for any field: what a reader copies and fills. */
  readonly blank: FieldValues;
  readonly build: ObjectBuilder;
  /** What the schema requires and nobody can make: leaves, lists, and objects that hold some. Other objects are made where they are missing. */
  readonly requiredValues: readonly FieldShape[];
  readonly requiredObjects: readonly FieldShape[];
}

/** A value for each field of an object, in the order of the fields, and behind them an object of those that the schema doesn't know. */
export type FieldValues = readonly (CanonicalValue | undefined)[];

/**
 * Makes a canonical object of the values that are there. It is generated, with each name spelt out: where names are data, an engine looks up
 * for each property of each object where it goes, which takes five times as long.
 */
export type ObjectBuilder = (values: FieldValues) => CanonicalObject;

/** One of the objects that a field tells apart. */
export interface Kind {
  /** What the field says. */
  readonly name: string;
  /** The field's whole element. */
  readonly element: ByteText;
  readonly shape: ObjectShape;
  /** What it is instead where it has a field that no other form has, by the name of that field. */
  readonly otherForms: ReadonlyMap<string, ObjectShape>;
}

/** An object whose other fields depend on what one of them says. */
export interface VariantsShape {
  readonly kind: 'variants';
  /** The name of the field that decides. */
  readonly property: string;
  /** Its start tag. */
  readonly propertyTag: ByteText;
  readonly known: ReadonlyMap<string, Kind>;
  /** The same by the first four bytes behind the start tag, as a number. */
  readonly byFirstFour: ReadonlyMap<number, readonly Kind[]>;
  /** The shape for all other values of the field, and for its lack. */
  readonly unknown: ObjectShape;
  /**
   * What tells each value where the field is missing: the name of another field that is there, or the path to a text that is the value.
   * The first that fits holds.
   */
  readonly inferredBy: ReadonlyMap<string, readonly string[]>;
}

export type Shape = LeafShape | ObjectShape | VariantsShape;

export interface FieldShape extends ElementTags {
  /** The place among the fields of its object, counted from 0. */
  readonly position: number;
  /** Whether its elements hold text. */
  readonly isText: boolean;
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

/** What the tables say of an object that is sent in several forms. */
export interface FormsDeclaration {
  readonly kind: 'forms';
  readonly usual: ObjectShape;
  readonly byField: Readonly<Record<string, ObjectShape>>;
}

/** Text, kept to the character. */
export const text: LeafShape = { kind: 'text' };
/** A number, in bodies that hold JSON numbers. */
export const number: LeafShape = { kind: 'number' };
/** A truth value, in bodies that hold JSON booleans. */
export const boolean: LeafShape = { kind: 'boolean' };

/** A field whose element may be repeated: always an array in a canonical object. */
export /* @__NO_SIDE_EFFECTS__ */ function list(shape: Shape): FieldDeclaration {
  return { shape, list: true, required: false };
}

/** A field that every canonical object has. */
export /* @__NO_SIDE_EFFECTS__ */ function required(declared: Shape | FieldDeclaration): FieldDeclaration {
  return { ...declare(declared), required: true };
}

/** An object of the schema; its fields in canonical order. */
export /* @__NO_SIDE_EFFECTS__ */ function object(
  title: string,
  fields: Readonly<Record<string, Shape | FieldDeclaration>>,
  build: ObjectBuilder,
): ObjectShape {
  const shaped = Object.entries(fields).map(([name, declared], position) =>
    shapeField(name, position, declare(declared)),
  );
  return {
    kind: 'object',
    title,
    fields: shaped,
    byName: new Map(shaped.map((field) => [field.name, field])),
    byLowerCaseName: new Map(shaped.map((field) => [field.name.toLowerCase(), field])),
    blank: [...shaped, undefined].map(() => undefined),
    build,
    requiredValues: shaped.filter((field) => field.required && !(isObject(field) && mayBeEmpty(field.shape))),
    requiredObjects: shaped.filter((field) => field.required && isObject(field)),
  };
}

/** A choice between objects by the text of one of their fields; `inferredBy` has what tells that text, such as `JobsDetail` or `data/event`. */
export /* @__NO_SIDE_EFFECTS__ */ function variants(
  property: string,
  known: Readonly<Record<string, ObjectShape | FormsDeclaration>>,
  unknown: ObjectShape,
  inferredBy: Readonly<Record<string, string>> = {},
): VariantsShape {
  const propertyTag = byteText(`<${property}>`);
  const kinds = Object.entries(known).map(([name, shape]) => kind(property, name, shape));
  return {
    kind: 'variants',
    property,
    propertyTag,
    known: new Map(kinds.map((one) => [one.name, one])),
    byFirstFour: groupBy(kinds, ({ element: { bytes } }) => firstFour(bytes, propertyTag.length)),
    unknown,
    inferredBy: new Map(Object.entries(inferredBy).map(([name, path]) => [name, path.split('/')])),
  };
}

/** A choice between the forms of one kind of object: the usual one, and others by a field that only one of them has. */
export /* @__NO_SIDE_EFFECTS__ */ function forms(
  usual: ObjectShape,
  byField: Readonly<Record<string, ObjectShape>>,
): FormsDeclaration {
  return { kind: 'forms', usual, byField };
}

function kind(property: string, name: string, declared: ObjectShape | FormsDeclaration): Kind {
  const { usual, byField } = declared.kind === 'forms' ? declared : forms(declared, {});
  return {
    name,
    element: byteText(`<${property}>${name}</${property}>`),
    shape: usual,
    otherForms: new Map(Object.entries(byField)),
  };
}

function firstFour({ buffer, byteOffset }: Uint8Array, start: number): number {
  return new DataView(buffer, byteOffset).getInt32(start, true);
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function declare(declared: Shape | FieldDeclaration): FieldDeclaration {
  return 'kind' in declared ? { shape: declared, list: false, required: false } : declared;
}

function isObject({ shape, list: isList }: FieldShape): boolean {
  return !isList && (shape.kind === 'object' || shape.kind === 'variants');
}

function mayBeEmpty(shape: Shape): boolean {
  if (shape.kind === 'variants') return mayBeEmpty(shape.unknown);
  return shape.kind !== 'object' || shape.requiredValues.length === 0;
}

function shapeField(
  name: string,
  position: number,
  { shape, list: isList, required: isRequired }: FieldDeclaration,
): FieldShape {
  return {
    ...elementTags(name),
    position,
    isText: shape.kind === 'text',
    shape,
    list: isList,
    required: isRequired,
  };
}
