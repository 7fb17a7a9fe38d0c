import { posix } from 'node:path';
import { definitionOf, formsByName, type Model, type Variant, type Variants } from '../model.ts';
import { codeBanner } from './banner.ts';
import type { GeneratedFile } from './emitter.ts';
import { ModuleImports, relativeSpecifier } from './module-imports.ts';
import { constantName, kebabCase, kindName, literal, propertyKey } from './names.ts';
import { hasJobs, shapePath } from './shapes/shape-writer.ts';
import { modulePath } from './validators/index.ts';
import { validatorName } from './validators/names.ts';

/** Where the types of what is written here are. */
const runtimePath = '../catalog/kinds.ts';
const shapesPath = '../shape/index.ts';
const formsPath = '../validation/form-validator.ts';

/** Where what is known of events and of jobs goes, a file for each. */
export const kindDirectories = { events: 'events', jobs: 'jobs' } as const;

/** For each event and each job all that is known of it, so that a program can take those alone that it needs. */
export function emitCatalog(model: Model): readonly GeneratedFile[] {
  return [
    ...directory(model, kindDirectories.events, 'EventKind', model.events),
    ...directory(model, kindDirectories.jobs, 'JobKind', model.jobs),
  ];
}

type Forms = readonly [usual: Variant, ...others: Variant[]];

function directory(model: Model, root: string, type: string, choice: Variants): readonly GeneratedFile[] {
  const kinds = [...formsByName(choice)].map(([name, forms]) => ({
    name,
    forms,
    file: `${root}/${kebabCase(name)}.ts`,
  }));
  const exported = kinds.map(
    ({ name, file }) => `export { ${kindName(name)} } from '${relativeSpecifier(`${root}/index.ts`, file)}';\n`,
  );
  return [
    ...kinds.map(({ name, forms, file }) => ({
      path: file,
      content: kindModule(model, file, type, name, forms, choice),
    })),
    { path: `${root}/index.ts`, content: codeBanner([model.root.file]) + exported.join('') },
  ];
}

function kindModule(
  model: Model,
  path: string,
  type: string,
  name: string,
  forms: Forms,
  { property }: Variants,
): string {
  const imports = new ModuleImports(path, 'import');
  imports.add(runtimePath, `type ${type}`);
  const [usual] = forms;
  const { description, file } = definitionOf(model, usual.title);
  const inferredBy = forms.map((form) => form.inferredBy).find((one) => one !== undefined);
  const parts = [
    `name: ${literal(name)}`,
    type === 'JobKind' ? `shape: ${shape(model, imports, usual)}` : `shape: ${eventShape(model, imports, forms)}`,
    ...(inferredBy === undefined ? [] : [`inferredBy: ${literal(inferredBy)}`]),
    `lenient: ${validator(model, imports, forms, 'lenient')}`,
    `strict: ${validator(model, imports, forms, 'strict')}`,
  ];
  const declaration = `export const ${kindName(name)}: ${type}<${literal(name)}> = {\n${parts.map((part) => `${part},\n`).join('')}};\n`;
  return `${codeBanner([file])}${imports.toString()}/** ${property} \`${name}\`: ${description} */\n${declaration}`;
}

function eventShape(model: Model, imports: ModuleImports, [usual, ...others]: Forms): string {
  const usualShape = shape(model, imports, usual);
  if (hasJobs(definitionOf(model, usual.title))) return usualShape;
  if (others.length === 0) return `() => ${usualShape}`;
  imports.add(shapesPath, 'forms');
  const told = others.map((form) => `${propertyKey(form.toldBy ?? '')}: ${shape(model, imports, form)}`);
  return `() => forms(${usualShape}, { ${told.join(', ')} })`;
}

function shape(model: Model, imports: ModuleImports, { title }: Variant): string {
  const name = constantName(title);
  imports.add(shapePath(definitionOf(model, title).file), `${name} as ${name}Shape`);
  return `${name}Shape`;
}

function validator(
  model: Model,
  imports: ModuleImports,
  [usual, ...others]: Forms,
  mode: 'lenient' | 'strict',
): string {
  const own = ({ title }: Variant): string => {
    const name = validatorName(title);
    const alias = `${mode}${title}`;
    imports.add(modulePath(mode, definitionOf(model, title).file), `${name} as ${alias}`);
    return alias;
  };
  if (others.length === 0) return own(usual);
  imports.add(formsPath, 'formValidator');
  const told = others.map((form) => `${propertyKey(form.toldBy ?? '')}: ${own(form)}`);
  return `formValidator(${own(usual)}, { ${told.join(', ')} })`;
}

/** How a file names the kinds of a directory. */
export function kindSpecifier(from: string, directoryName: string): string {
  return relativeSpecifier(from, posix.join(directoryName, 'index.ts'));
}
