import { type Diagnostic, DiagnosticError } from './diagnostics.ts';
import {
  definingSchema,
  enclosing,
  itemsOf,
  keyword,
  layersOf,
  placeOf,
  propertiesOf,
  requiredOf,
  type Layers,
} from './layers.ts';
import { resolveReference, type SchemaSet } from './load.ts';
import type { Definition, Field, FieldType, Model, Variant, Variants } from './model.ts';
import type { Located } from './schema-node.ts';
import { type DecidingProperty, findRoot, type Member, membersOf, otherForms, tellingField } from './variants.ts';

/**
 * Builds the model of a schema that has passed lint.
 * @throws {DiagnosticError} if two definitions have the same title
 */
export function buildModel(schema: SchemaSet): Model {
  const root = findRoot(schema);
  if (root === undefined) throw new Error('No schema has x-root');
  return new ModelBuilder(schema).build(root);
}

class ModelBuilder {
  readonly #schema: SchemaSet;
  readonly #definitions: Map<string, Definition> = new Map();
  readonly #bases: Map<string, Definition> = new Map();
  /** Where definitions go: those that are found when all that callbacks hold is known belong to bases alone. */
  #found: Map<string, Definition> = this.#definitions;
  /** Files that definitions build on, by their paths. */
  readonly #baseFiles: Map<string, Located> = new Map();
  /** The title of each definition by where it is written. */
  readonly #titles: Map<string, string> = new Map();
  #jobs: Variants | undefined;

  constructor(schema: SchemaSet) {
    this.#schema = schema;
  }

  build(root: Located): Model {
    const events = this.#variants(root, 'EventName');
    if (this.#jobs === undefined) throw new Error('No event has a list of jobs');
    this.#found = this.#bases;
    for (const base of this.#baseFiles.values()) this.#define(layersOf(this.#schema, base), '');
    const { title = '', description = '', 'x-root': elementName = '' } = root.node;
    return {
      root: { title, description, file: root.file, elementName },
      events,
      jobs: this.#jobs,
      definitions: this.#definitions,
      bases: this.#bases,
    };
  }

  #variants(choice: Located, property: DecidingProperty): Variants {
    const members = membersOf(this.#schema, choice, property);
    const kinds = members.map((member): Variant => {
      const { layers, name = '' } = member;
      const inferredBy = keyword(layers, 'x-inferred-by');
      const toldBy = this.#toldBy(members, member);
      return {
        name,
        title: this.#define(layers, ''),
        ...(inferredBy === undefined ? {} : { inferredBy }),
        ...(toldBy === undefined ? {} : { toldBy }),
      };
    });
    return { property, known: kinds.slice(0, -1), unknown: kinds.at(-1)?.title ?? '' };
  }

  #toldBy(members: readonly Member[], member: Member): string | undefined {
    const others = otherForms(members, member);
    const isFirst = others.every((other) => members.indexOf(other) > members.indexOf(member));
    return isFirst ? undefined : tellingField(this.#schema, member, others);
  }

  /** Adds the definition that some layers make, unless it is there already, and gives its title. */
  #define(layers: Layers, fallback: string): string {
    const at = definingSchema(this.#schema, layers);
    const own = at === undefined ? layers : layersOf(this.#schema, at);
    const place = at === undefined ? layers.map(placeOf).join(' ') : placeOf(at);
    const known = this.#titles.get(place);
    if (known !== undefined) return known;

    const title = own.at(-1)?.node.title ?? fallback;
    this.#titles.set(place, title);
    const definition = {
      title,
      bases: at === undefined ? [] : this.#baseTitles(at),
      fields: this.#fields(own),
      open: keyword(own, 'additionalProperties') ?? false,
      ...this.#annotations(own),
    };
    if (this.#definitions.has(title) || this.#bases.has(title)) throw new DiagnosticError([duplicateTitle(title, own)]);
    this.#found.set(title, definition);
    return title;
  }

  #baseTitles({ node, file }: Located): readonly string[] {
    return (node.allOf ?? []).flatMap(({ $ref = '' }) => {
      const base = resolveReference(this.#schema, file, $ref);
      if (base === undefined) return [];
      this.#baseFiles.set(base.file, base);
      return [base.node.title ?? ''];
    });
  }

  #annotations(layers: Layers): Pick<Definition, 'file' | 'description' | 'deprecated' | 'evidence' | 'sources'> {
    const top = layers.at(-1);
    const source = (top && enclosing(this.#schema, top, 'x-source')) ?? [];
    return {
      file: top?.file ?? '',
      description: keyword(layers, 'description') ?? '',
      deprecated: keyword(layers, 'deprecated') ?? false,
      evidence: this.#evidence(layers),
      sources: typeof source === 'string' ? [source] : source,
    };
  }

  #fields(layers: Layers): readonly Field[] {
    const required = requiredOf(layers);
    return [...propertiesOf(this.#schema, layers)].flatMap(([name, own]) =>
      this.#found === this.#bases && this.#isLeftToOthers(own)
        ? []
        : [this.#field(name, own, required.has(name), `${this.#fileTitle(own)}${name}`)],
    );
  }

  /** Whether nothing is said of an object but that it is one. */
  #isLeftToOthers(layers: Layers): boolean {
    return keyword(layers, 'type') === 'object' && layers.every(({ node }) => node.title === undefined);
  }

  /** What an object without a title is called after, so that it has one name for all that build on the file. */
  #fileTitle(layers: Layers): string {
    return this.#schema.files.get(layers.at(-1)?.file ?? '')?.title ?? '';
  }

  #field(name: string, layers: Layers, required: boolean, fallback: string): Field {
    const list = keyword(layers, 'type') === 'array';
    const value = list ? itemsOf(this.#schema, layers) : layers;
    const source = layers.at(-1)?.node['x-source'] ?? [];
    return {
      name,
      type: this.#type(value, fallback),
      list,
      required,
      presence: keyword(layers, 'x-presence') ?? (required ? 'always' : 'sometimes'),
      description: keyword(layers, 'description') ?? '',
      unit: keyword(value, 'x-unit'),
      examples: (keyword(layers, 'examples') ?? []).map(String),
      deprecated: layers.at(-1)?.node.deprecated ?? false,
      evidence: this.#evidence(layers),
      sources: typeof source === 'string' ? [source] : source,
      unsampled: layers.at(-1)?.node['x-unsampled'],
      role: keyword(layers, 'x-role'),
    };
  }

  #type(layers: Layers, fallback: string): FieldType {
    const choice = layers.findLast(({ node }) => node.anyOf !== undefined);
    if (choice !== undefined) {
      this.#jobs ??= this.#variants(choice, 'Tag');
      return { type: 'job' };
    }
    const type = keyword(layers, 'type');
    const values = keyword(layers, 'enum');
    if (type === 'string')
      return {
        type: 'text',
        kind: keyword(layers, 'x-kind'),
        constant: keyword(layers, 'const'),
        values: values?.map(String),
      };
    if (type === 'number' || type === 'integer')
      return { type: 'number', integer: type === 'integer', values: values?.map(Number) };
    if (type === 'boolean') return { type };
    return { type: 'object', title: this.#define(layers, fallback) };
  }

  #evidence(layers: Layers): Definition['evidence'] {
    const top = layers.at(-1);
    return top && enclosing(this.#schema, top, 'x-evidence');
  }
}

function duplicateTitle(title: string, layers: Layers): Diagnostic {
  const { file = '', pointer = '' } = layers.at(-1) ?? {};
  return {
    code: 'title.duplicate',
    file,
    pointer,
    message: `another definition is called ${title} too`,
    help: 'A title becomes the name of a TypeScript interface: give each definition its own.',
  };
}
