import {
  type Definition,
  definitionOf,
  type Field,
  type FieldType,
  formsByName,
  type Model,
  type Variant,
  type Variants,
} from '../../model.ts';
import { constantName, literal, propertyKey } from '../names.ts';
import { type Imports, runtimePath } from './imports.ts';

/** Where the shapes of a schema file go: `jobs/voice-separate.schema.json` gives `shapes/jobs/voice-separate.ts`. */
export function shapePath(schemaFile: string): string {
  return `shapes/${schemaFile.replace(/\.schema\.json$/, '.ts')}`;
}

/** Where the choice between jobs goes, which belongs to no schema file of its own. */
export const jobPath = 'shapes/job.ts';

/** Writes shapes as calls of core's functions, and notes what they use. */
export class ShapeWriter {
  readonly #model: Model;
  readonly #imports: Imports;

  constructor(model: Model, imports: Imports) {
    this.#model = model;
    this.#imports = imports;
  }

  object({ title, fields }: Definition): string {
    this.#imports.add(runtimePath, 'type ObjectShape', 'object');
    if (fields.length > 0) this.#imports.add(runtimePath, 'type CanonicalObject');
    const entries = fields.map((field) => [field.name, this.#field(field)] as const);
    return `object(${literal(title)}, ${lines(entries)}, ${builder(fields)})`;
  }

  variants(choice: Variants): string {
    const { property, known, unknown } = choice;
    this.#imports.add(runtimePath, 'type VariantsShape', 'variants');
    const inferred = known.flatMap(({ name, inferredBy }) =>
      inferredBy === undefined ? [] : [[name, literal(inferredBy)] as const],
    );
    const chosen = [...formsByName(choice)].map(([name, forms]) => [name, this.#forms(forms)] as const);
    const parts = [
      literal(property),
      lines(chosen),
      this.#reference(unknown),
      ...(inferred.length > 0 ? [lines(inferred)] : []),
    ];
    return `variants(${parts.join(', ')})`;
  }

  #forms([usual, ...others]: readonly [Variant, ...Variant[]]): string {
    if (others.length === 0) return this.#reference(usual.title);
    this.#imports.add(runtimePath, 'forms');
    const told = others.map(({ title, toldBy = '' }) => [toldBy, this.#reference(title)] as const);
    return `forms(${this.#reference(usual.title)}, ${lines(told)})`;
  }

  #field({ type, list, required }: Field): string {
    const shape = this.#type(type);
    const listed = list ? this.#call('list', shape) : shape;
    return required ? this.#call('required', listed) : listed;
  }

  #type(type: FieldType): string {
    switch (type.type) {
      case 'object':
        return this.#reference(type.title);
      case 'job':
        this.#imports.add(jobPath, 'job');
        return 'job';
      case 'text':
      case 'number':
      case 'boolean':
        this.#imports.add(runtimePath, type.type);
        return type.type;
    }
  }

  #call(name: string, argument: string): string {
    this.#imports.add(runtimePath, name);
    return `${name}(${argument})`;
  }

  #reference(title: string): string {
    const name = constantName(title);
    this.#imports.add(shapePath(definitionOf(this.#model, title).file), name);
    return name;
  }
}

/** An object literal with each entry on a line of its own, so that a new one changes no other line. */
function lines(entries: readonly (readonly [string, string])[]): string {
  return entries.length === 0
    ? '{}'
    : `{\n${entries.map(([name, value]) => `${propertyKey(name)}: ${value},\n`).join('')}}`;
}

/** A function that makes an object of values by its properties' names; see core's `ObjectBuilder`. */
function builder(fields: readonly Field[]): string {
  const stores = fields.map(
    ({ name }, position) => `if (values[${position}] !== undefined) object${member(name)} = values[${position}];\n`,
  );
  return stores.length === 0
    ? '() => ({})'
    : `(values) => {\nconst object: CanonicalObject = {};\n${stores.join('')}return object;\n}`;
}

function member(name: string): string {
  return propertyKey(name) === name ? `.${name}` : `[${literal(name)}]`;
}
