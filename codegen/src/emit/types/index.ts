import type { Definition, Model } from '../../model.ts';
import { codeBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { ModuleImports, relativeSpecifier } from '../module-imports.ts';
import { eventTypes, jobTypes, opaqueTypes } from './choices.ts';
import { compileInterfaces, namesIn } from './interfaces.ts';
import { kindedTypes } from './kinded-texts.ts';
import { indexPath, jobPath, kindedPath, opaquePath, typesPath } from './paths.ts';

/** The interfaces of callbacks and jobs, a file for each schema file, and one file that has all of them and the unions. */
export async function emitTypes(model: Model): Promise<readonly GeneratedFile[]> {
  const interfaces = await compileInterfaces(model);
  const definitions = [...model.definitions.values(), ...model.bases.values()];
  const modules = [...new Set(definitions.map(({ file }) => file))].map((schemaFile) =>
    moduleOf(
      model,
      schemaFile,
      definitions.filter(({ file }) => file === schemaFile),
      interfaces,
    ),
  );
  const paths = [...modules.map(({ path }) => path), jobPath, kindedPath, opaquePath];
  const root = codeBanner([model.root.file]);
  return [
    { path: indexPath, content: root + eventTypes(model) + reexports(paths) },
    { path: jobPath, content: root + jobTypes(model) },
    { path: kindedPath, content: root + kindedTypes },
    { path: opaquePath, content: root + opaqueTypes },
    ...modules,
  ];
}

function moduleOf(
  model: Model,
  file: string,
  definitions: readonly Definition[],
  interfaces: ReadonlyMap<string, string>,
): GeneratedFile {
  const path = typesPath(file);
  const imports = new ModuleImports(path, 'import type');
  for (const definition of definitions) for (const [name, from] of namesIn(model, definition)) imports.add(from, name);
  const declarations = definitions.map(({ title }) => interfaces.get(title) ?? '');
  return { path, content: `${codeBanner([file])}${imports.toString()}${declarations.join('\n')}` };
}

function reexports(paths: readonly string[]): string {
  const statements = paths.toSorted().map((path) => `export type * from '${relativeSpecifier(indexPath, path)}';\n`);
  return `\n${statements.join('')}`;
}
