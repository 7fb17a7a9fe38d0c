import type { Evidence, Kind, Presence } from './schema-node.ts';

/** The schema as the emitters see it: references resolved, bases merged, every object named. */
export interface Model {
  readonly root: Root;
  /** Which event a callback is. */
  readonly events: Variants;
  /** Which kind of job an entry of a callback's list is. */
  readonly jobs: Variants;
  /** By title; a definition comes after those that it refers to. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** By title: what definitions build on and no callback holds by itself. An object that a base leaves to others is no field of it. */
  readonly bases: ReadonlyMap<string, Definition>;
}

export interface Root {
  readonly title: string;
  readonly description: string;
  readonly file: string;
  /** The name of the root element in XML. */
  readonly elementName: string;
}

/** A choice between definitions by the text of one field that they all have. */
export interface Variants {
  readonly property: string;
  readonly known: readonly Variant[];
  /** The title of the definition for every other text. */
  readonly unknown: string;
}

export interface Variant {
  /** The text that chooses it. */
  readonly name: string;
  /** The title of its definition. */
  readonly title: string;
  /** What chooses it when the deciding field is missing: a field that is there, or the path to a text that is its name. */
  readonly inferredBy?: string;
  /** The field whose presence chooses it from those of the same name. The first of them has none. */
  readonly toldBy?: string;
}

/** An object of the schema. */
export interface Definition {
  readonly title: string;
  readonly description: string;
  /** The schema file that it is written in. */
  readonly file: string;
  /** Titles of the definitions that it builds on, among the definitions or the bases. It has all their fields, some refined. */
  readonly bases: readonly string[];
  /** In canonical order. */
  readonly fields: readonly Field[];
  /** Whether fields that nothing is known of are part of its type. */
  readonly open: boolean;
  readonly deprecated: boolean;
  readonly evidence: Evidence | undefined;
  /** Titles of the pages that it is known from. */
  readonly sources: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Whether its element may be repeated. */
  readonly list: boolean;
  /** Whether every canonical object has it. */
  readonly required: boolean;
  readonly presence: Presence;
  readonly description: string;
  /** What its number counts or measures. */
  readonly unit: string | undefined;
  readonly examples: readonly string[];
  readonly deprecated: boolean;
  readonly evidence: Evidence | undefined;
  /** Titles of pages, where they are others than those of the definition. */
  readonly sources: readonly string[];
  /** Why no sample has it. */
  readonly unsampled: string | undefined;
  /** What the objects that it names are among those that a job writes. */
  readonly role: string | undefined;
}

export type FieldType = TextType | NumberType | BooleanType | ObjectType | JobType;

export interface TextType {
  readonly type: 'text';
  readonly kind: Kind | undefined;
  /** The one text that it can be. */
  readonly constant: string | undefined;
  /** The texts that are documented; others are possible. */
  readonly values: readonly string[] | undefined;
}

export interface NumberType {
  readonly type: 'number';
  readonly integer: boolean;
  /** The numbers that are documented; others are possible. */
  readonly values: readonly number[] | undefined;
}

export interface BooleanType {
  readonly type: 'boolean';
}

export interface ObjectType {
  readonly type: 'object';
  /** The title of the definition. */
  readonly title: string;
}

/** One of the job kinds. */
export interface JobType {
  readonly type: 'job';
}

/** The kind that an object with a name is of, by the fields that it has; undefined for an unknown name. */
export function kindOf({ known }: Variants, name: unknown, has: (field: string) => boolean): Variant | undefined {
  const forms = known.filter((kind) => kind.name === name);
  return (
    forms.find(({ toldBy }) => toldBy !== undefined && has(toldBy)) ?? forms.find(({ toldBy }) => toldBy === undefined)
  );
}

/** The kinds by name, in order; those of one name are its forms, the usual one first. */
export function formsByName({ known }: Variants): ReadonlyMap<string, readonly [Variant, ...Variant[]]> {
  const forms = new Map<string, [Variant, ...Variant[]]>();
  for (const variant of known) {
    const first = forms.get(variant.name);
    if (first === undefined) forms.set(variant.name, [variant]);
    else first.push(variant);
  }
  return forms;
}

/** The definition with a title that the model itself gave. */
export function definitionOf(model: Model, title: string): Definition {
  const definition = model.definitions.get(title) ?? model.bases.get(title);
  if (definition === undefined) throw new Error(`The model has no definition ${title}`);
  return definition;
}

/** Whether a definition is that of an event or a job, and not of something in one. */
export function isKind({ events, jobs }: Model, { title }: Definition): boolean {
  return [events, jobs].some(({ known, unknown }) => title === unknown || known.some((kind) => kind.title === title));
}

/** The definitions that one builds on. */
export function basesOf(model: Model, { bases }: Definition): readonly Definition[] {
  return bases.map((title) => definitionOf(model, title));
}
