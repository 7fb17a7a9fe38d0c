import { type Definition, definitionOf, type Field, type FieldType, type Model } from '../../model.ts';
import { constantName, literal, propertyKey } from '../names.ts';
import { type Imports, runtimePath } from './imports.ts';

/** Where the shapes of a schema file go: `jobs/voice-separate.schema.json` gives `shapes/jobs/voice-separate.ts`. */
export function shapePath(schemaFile: string): string {
  return `shapes/${schemaFile.replace(/\.schema\.json$/, '.ts')}`;
}

/** Whether an object has a list of jobs. */
export function hasJobs({ fields }: Definition): boolean {
  return fields.some(({ type }) => type.type === 'job');
}

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
        this.#imports.add(runtimePath, 'type VariantsShape');
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
