import { itemsOf, keyword, type Layers, placeOf, propertiesOf, topDefinition } from '../layers.ts';
import { pointerTo } from '../json.ts';
import type { SchemaSet } from '../load.ts';
import type { Located } from '../schema-node.ts';
import { contradiction, valueOf } from './match.ts';
import { Observed } from './observed.ts';
import type { Report } from './report.ts';

/** A field of bodies that a definition lacks. */
export interface MissingField {
  /** The names that lead to it where it was found first. */
  readonly path: readonly string[];
  /** The object of the schema that lacks it. */
  readonly at: Located;
  /** The kinds of which bodies have it. */
  readonly kinds: Set<string>;
  readonly field: Observed;
  /** The objects around it. */
  readonly around: Observed;
  /** The fields that the object has. */
  readonly siblings: readonly string[];
  /** The field of the definition that stands before it in bodies. */
  readonly behind: string | undefined;
}

/** Looks in bodies of known kinds for what the schema lacks, each definition once whoever refers to it. */
export class Comparison {
  readonly #schema: SchemaSet;
  readonly #missing: Map<string, MissingField> = new Map();

  constructor(schema: SchemaSet) {
    this.#schema = schema;
  }

  /** What was found so far, by the places where it belongs. */
  get missing(): readonly MissingField[] {
    return [...this.#missing.values()];
  }

  /** Compares what bodies show of an object with its definition. */
  add(layers: Layers, observed: Observed, path: readonly string[], report: Report): void {
    const properties = propertiesOf(this.#schema, layers);
    const isOpen = keyword(layers, 'additionalProperties') === true;
    const at = topDefinition(layers);
    let behind: string | undefined;
    for (const [name, field] of observed.fields) {
      const own = properties.get(name);
      if (own !== undefined) this.#compareField(own, field, [...path, name], report);
      else if (!isOpen && at !== undefined)
        this.#addMissing(
          { path: [...path, name], at, field, around: observed, siblings: [...properties.keys()], behind },
          report.kind,
        );
      if (own !== undefined) behind = name;
    }
  }

  #compareField(own: Layers, field: Observed, path: readonly string[], report: Report): void {
    if (itemsOf(this.#schema, own).some(({ node }) => node.anyOf !== undefined)) return;
    const problem = contradiction(this.#schema, own, field);
    if (problem !== undefined) report.note(path.join('.'), problem);
    else if (field.form === 'object') this.add(valueOf(this.#schema, own), field, path, report);
  }

  #addMissing(found: Omit<MissingField, 'kinds'>, kind: string): void {
    const { path, at, field, around } = found;
    const place = pointerTo(placeOf(at), path.at(-1) ?? '');
    const known = this.#missing.get(place) ?? {
      ...found,
      kinds: new Set(),
      field: new Observed(),
      around: new Observed(),
    };
    known.kinds.add(kind);
    known.field.absorb(field);
    known.around.absorb(around);
    this.#missing.set(place, known);
  }
}
