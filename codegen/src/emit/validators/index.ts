import { kindPatterns } from '../../kinds.ts';
import { definitionOf, type Model } from '../../model.ts';
import { codeBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { ModuleImports } from '../module-imports.ts';
import { compileValidators } from './compile-validators.ts';
import type { Mode } from './field-rule.ts';
import { patternName, validatorName } from './names.ts';
import { declarations, reportModule } from './runtime.ts';
import { fileOfSchema, validationSchemas } from './validation-schema.ts';

/**
 * Modules of validators: for each mode one for each schema file. What a job needs is in its module and those that it imports.
 */
export function emitValidators(model: Model): readonly GeneratedFile[] {
  const banner = codeBanner([model.root.file]);
  return [
    { path: declarationsPath, content: banner + declarations },
    { path: reportPath, content: banner + reportModule },
    { path: patternsPath, content: banner + patternsModule() },
    ...(['lenient', 'strict'] satisfies Mode[]).flatMap((mode) => [
      ...validatorModules(model, mode),
      ...declarationModules(model, mode),
    ]),
  ];
}

const declarationsPath = 'validators/schema-validator.ts';
const reportPath = 'validators/report.js';
const patternsPath = 'validators/kind-patterns.js';

/** Where the validators of a schema file go. */
export function modulePath(mode: Mode, schemaFile: string): string {
  return `validators/${mode}/${schemaFile.replace(/\.schema\.json$/, '.js')}`;
}

function validatorModules(model: Model, mode: Mode): readonly GeneratedFile[] {
  const schemas = validationSchemas(model, mode);
  const functions = compileValidators(schemas);
  const files = new Map(schemas.map(({ $id = '' }) => [validatorName($id), fileOfSchema(model, $id)]));
  const paths = new Map([
    ...[...files].map(([name, file]) => [name, modulePath(mode, file)] as const),
    ...Object.keys(kindPatterns).map((kind) => [patternName(kind), patternsPath] as const),
    ['report', reportPath] as const,
  ]);
  return [...new Set(files.values())].map((file) => {
    const own = [...functions].filter(([name]) => files.get(name) === file).map(([, code]) => code);
    const path = modulePath(mode, file);
    return { path, content: codeBanner([file]) + importsOf(own.join(''), path, paths) + own.join('\n') };
  });
}

/** Imports what some code names: nothing in it has another's name, but names of fields, which stand in quotes or behind a dot. */
function importsOf(code: string, path: string, paths: ReadonlyMap<string, string>): string {
  const imports = new ModuleImports(path, 'import');
  for (const [name] of code.matchAll(/(?<![\w.'"/-])(?:validate[A-Z]\w*|\w+Pattern|report)\b/g)) {
    const from = paths.get(name);
    if (from !== undefined) imports.add(from, name);
  }
  return imports.toString();
}

/** Declarations of the validators that core takes: of every kind of event and job. */
function declarationModules(model: Model, mode: Mode): readonly GeneratedFile[] {
  const { events, jobs } = model;
  const titles = [events, jobs].flatMap(({ known, unknown }) => [...known.map(({ title }) => title), unknown]);
  return titles.map((title) => {
    const { file } = definitionOf(model, title);
    const path = modulePath(mode, file).replace(/\.js$/, '.d.ts');
    const imports = new ModuleImports(path, 'import type');
    imports.add(declarationsPath, 'SchemaValidator');
    const declared = `export declare const ${validatorName(title)}: SchemaValidator;\n`;
    return { path, content: codeBanner([file]) + imports.toString() + declared };
  });
}

function patternsModule(): string {
  const constants = Object.entries(kindPatterns).map(
    ([kind, pattern]) => `export const ${patternName(kind)} = ${String(pattern)};\n`,
  );
  return `// What a text of each kind looks like.\n${constants.join('')}`;
}
