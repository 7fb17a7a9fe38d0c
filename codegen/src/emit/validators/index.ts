import type { Model } from '../../model.ts';
import { codeBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { schemaFilesOf } from '../schema-files.ts';
import { compileValidators } from './compile-validators.ts';
import { validatorName } from './names.ts';
import { type Mode, validationSchemas } from './validation-schema.ts';

/** A module of validators for each mode, with its declarations. */
export function emitValidators(model: Model): readonly GeneratedFile[] {
  const exported = validatedTitles(model);
  const banner = codeBanner(schemaFilesOf(model));
  return (['lenient', 'strict'] satisfies Mode[]).flatMap((mode) => [
    { path: `validators/${mode}.js`, content: banner + compileValidators(validationSchemas(model, mode), exported) },
    { path: `validators/${mode}.d.ts`, content: banner + declarations[mode] + exported.map(declare).join('') },
  ]);
}

/** The definitions that core chooses from: every kind of event and job. */
function validatedTitles({ events, jobs }: Model): readonly string[] {
  return [events, jobs].flatMap(({ known, unknown }) => [...known.map(({ title }) => title), unknown]);
}

function declare(title: string): string {
  return `export declare const ${validatorName(title)}: SchemaValidator;\n`;
}

const declarations: Readonly<Record<Mode, string>> = {
  lenient: `
/** One rule of the schema that a value does not meet. */
export interface SchemaViolation {
  /** Where, as a JSON pointer. */
  readonly instancePath: string;
  /** The rule by its name in JSON Schema: \`type\`, \`required\`, \`additionalProperties\`, \`const\`, \`enum\`, \`format\`; \`numericEnum\` is that of numbers. */
  readonly keyword: string;
  /** What the rule wants: \`{ type }\`, \`{ missingProperty }\`, \`{ additionalProperty }\`, \`{ allowedValue }\`, \`{ allowedValues }\`, \`{ format }\`. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Tells whether a value meets the schema, and leaves in \`errors\` what it does not meet, until the next call. */
export interface SchemaValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaViolation[] | null;
}

`,
  strict: `import type { SchemaValidator } from './lenient.js';\n\n`,
};
