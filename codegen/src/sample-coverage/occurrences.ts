import { isDeepStrictEqual } from 'node:util';
import { basesOf, type Definition, definitionOf, type Field, kindOf, type Model, type Variants } from '../model.ts';
import type { CanonicalObject, CanonicalValue } from '../verify/index.ts';

/** Which fields some callbacks have. */
export interface Occurrences {
  /** By the definition that says what the field is, as `title.field`: a base, unless one that builds on it says otherwise. */
  readonly fields: ReadonlySet<string>;
  /** By the kind of event or job, given by its title: the paths of the fields in it, joined by dots. */
  readonly paths: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Looks for the schema's fields in callbacks. */
export function occurrencesIn(model: Model, callbacks: readonly CanonicalObject[]): Occurrences {
  const recorder = new Recorder(model);
  for (const callback of callbacks) recorder.variant(model.events, callback);
  return recorder;
}

/** What a field is called in {@link Occurrences}. */
export function fieldKey(model: Model, definition: Definition, field: Field): string {
  const base = basesOf(model, definition).find(({ fields }) => fields.some((other) => isDeepStrictEqual(other, field)));
  return base === undefined ? `${definition.title}.${field.name}` : fieldKey(model, base, field);
}

class Recorder implements Occurrences {
  readonly fields: Set<string> = new Set();
  readonly paths: Map<string, Set<string>> = new Map();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  variant(variants: Variants, value: CanonicalObject): void {
    const kind = kindOf(variants, value[variants.property], (field) => Object.hasOwn(value, field));
    const title = kind?.title ?? variants.unknown;
    const paths = this.paths.get(title) ?? new Set();
    this.paths.set(title, paths);
    this.#object(definitionOf(this.#model, title), value, '', paths);
  }

  #object(definition: Definition, value: CanonicalObject, parent: string, paths: Set<string>): void {
    for (const field of definition.fields) {
      const own = value[field.name];
      if (own === undefined) continue;
      const path = `${parent}${field.name}`;
      this.#field(definition, field.name);
      paths.add(path);
      for (const entry of Array.isArray(own) ? (own as readonly CanonicalValue[]) : [own])
        this.#value(field, entry, `${path}.`, paths);
    }
  }

  /** Who refines a field shows the base's too. */
  #field(definition: Definition, name: string): void {
    this.fields.add(`${definition.title}.${name}`);
    for (const base of basesOf(this.#model, definition))
      if (base.fields.some((field) => field.name === name)) this.#field(base, name);
  }

  #value({ type }: Field, value: CanonicalValue, parent: string, paths: Set<string>): void {
    if (typeof value !== 'object' || Array.isArray(value)) return;
    const object = value as CanonicalObject;
    if (type.type === 'object') this.#object(definitionOf(this.#model, type.title), object, parent, paths);
    if (type.type === 'job') this.variant(this.#model.jobs, object);
  }
}
