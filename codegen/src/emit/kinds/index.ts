import { type Definition, definitionOf, type Field, type Model, type Variants } from '../../model.ts';
import { codeBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { ModuleImports } from '../module-imports.ts';
import { constantName, propertyKey } from '../names.ts';
import { KindWriter, kindsPath, typesPath } from './kind-writer.ts';

const indexPath = 'kinds/index.ts';

/**
 * What texts hold, for those who want numbers and times: a file for each schema file that has any, and one that chooses by name.
 * They are apart from shapes, which every callback is read by, and nothing but literals, so that bundlers can drop them.
 */
export function emitKinds(model: Model): readonly GeneratedFile[] {
  const events = new Set([...model.events.known.map(({ title }) => title), model.events.unknown]);
  const writer = new KindWriter(model);
  const tables = [...model.definitions.values()].filter(
    (definition) => !events.has(definition.title) && writer.holdsKinds(definition),
  );
  const modules = [...new Set(tables.map(({ file }) => file))].map((schemaFile) =>
    moduleOf(
      writer,
      schemaFile,
      tables.filter(({ file }) => file === schemaFile),
    ),
  );
  return [indexOf(model, writer), ...modules];
}

function moduleOf(writer: KindWriter, schemaFile: string, definitions: readonly Definition[]): GeneratedFile {
  const path = kindsPath(schemaFile);
  const imports = new ModuleImports(path, 'import');
  const tables = definitions.map(
    ({ title, fields }) => `export const ${constantName(title)}: KindTable = ${writer.table(fields, imports)};\n`,
  );
  return { path, content: head(path, schemaFile, 'KindTable', imports) + tables.join('\n') };
}

function indexOf(model: Model, writer: KindWriter): GeneratedFile {
  const imports = new ModuleImports(indexPath, 'import');
  const choices = [
    choice('eventKinds', 'callbacks', model.events, (titles) => writer.table(fieldsOf(model, titles), imports)),
    choice('jobKinds', 'jobs', model.jobs, ([title = '']) => writer.reference(title, imports)),
  ];
  return { path: indexPath, content: head(indexPath, model.root.file, 'KindChoice', imports) + choices.join('\n') };
}

function choice(
  name: string,
  things: string,
  { property, known, unknown }: Variants,
  tableOf: (titles: readonly string[]) => string,
): string {
  const names = [...new Set(known.map((variant) => variant.name))];
  const tables = names.map((variantName) => {
    const titles = known.filter((variant) => variant.name === variantName).map(({ title }) => title);
    return `${propertyKey(variantName)}: ${tableOf(titles)},\n`;
  });
  return `/** What the texts of ${things} hold, by their \`${property}\`. */
export const ${name}: KindChoice = {
  known: {\n${tables.join('')}},
  unknown: ${tableOf([unknown])},
};
`;
}

/**
 * The fields of all objects of one name, together: which of them an object is matters to nobody who goes by the fields that it has.
 * @throws {Error} if two of them have different fields of the same name
 */
function fieldsOf(model: Model, titles: readonly string[]): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const field of titles.flatMap((title) => definitionOf(model, title).fields)) {
    const other = fields.get(field.name);
    if (other !== undefined && JSON.stringify(other.type) !== JSON.stringify(field.type))
      throw new Error(`${titles.join(' and ')} have the same name, and different fields ${field.name}`);
    fields.set(field.name, field);
  }
  return [...fields.values()];
}

function head(path: string, schemaFile: string, typeName: string, imports: ModuleImports): string {
  const type = new ModuleImports(path, 'import type');
  type.add(typesPath, typeName);
  return `${codeBanner([schemaFile])}${String(type).trimEnd()}\n${String(imports) || '\n'}`;
}
