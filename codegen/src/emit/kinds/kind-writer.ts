import { nativeKindOf } from '../../kinds.ts';
import { type Definition, definitionOf, type Field, type Model } from '../../model.ts';
import type { ModuleImports } from '../module-imports.ts';
import { constantName, literal, propertyKey } from '../names.ts';

/** Core's types for tables of kinds, in a directory beside the one that is generated. */
export const typesPath = '../native/kind-table.ts';

/** Where the kinds of a schema file go: `jobs/voice-separate.schema.json` gives `kinds/jobs/voice-separate.ts`. */
export function kindsPath(schemaFile: string): string {
  return `kinds/${schemaFile.replace(/\.schema\.json$/, '.ts')}`;
}

/** Writes what texts hold as object literals, and notes which other tables they use. */
export class KindWriter {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Whether there is a text of a kind anywhere in an object. */
  holdsKinds({ fields }: Pick<Definition, 'fields'>): boolean {
    return fields.some(({ type }) => {
      switch (type.type) {
        case 'object':
          return this.holdsKinds(definitionOf(this.#model, type.title));
        case 'text':
          return type.kind !== undefined;
        case 'job':
          return true;
        case 'number':
        case 'boolean':
          return false;
      }
    });
  }

  table(fields: readonly Field[], imports: ModuleImports): string {
    const entries = fields.filter((field) => this.holdsKinds({ fields: [field] }));
    return `{${entries.map((field) => `\n${propertyKey(field.name)}: ${this.#entry(field, imports)},`).join('')}\n}`;
  }

  /** The name of a definition's table, or an empty one if there is nothing to tell. */
  reference(title: string, imports: ModuleImports): string {
    const definition = definitionOf(this.#model, title);
    if (!this.holdsKinds(definition)) return '{}';
    imports.add(kindsPath(definition.file), constantName(title));
    return constantName(title);
  }

  #entry({ type }: Field, imports: ModuleImports): string {
    if (type.type === 'object') return this.reference(type.title, imports);
    return literal(type.type === 'text' && type.kind !== undefined ? nativeKindOf(type.kind) : 'job');
  }
}
