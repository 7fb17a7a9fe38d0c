import { type OptionalKind, Project, VariableDeclarationKind, type VariableStatementStructure } from 'ts-morph';
import type { Model } from '../../model.ts';
import { codeBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { constantName, literal } from '../names.ts';
import { Imports } from './imports.ts';
import { jobPath, shapePath, ShapeWriter } from './shape-writer.ts';

/** The tables that drive core's mappers: a file for each schema file, one for the choice between jobs, and one for the root. */
export function emitShapes(model: Model): readonly GeneratedFile[] {
  const definitions = [...model.definitions.values()];
  const schemaFiles = [...new Set(definitions.map(({ file }) => file))];
  return [
    ...schemaFiles.map((schemaFile) =>
      writeFile(model, shapePath(schemaFile), schemaFile, (writer) =>
        definitions
          .filter(({ file }) => file === schemaFile)
          .map((definition) => constant(constantName(definition.title), 'ObjectShape', writer.object(definition))),
      ),
    ),
    writeFile(model, jobPath, model.root.file, (writer) => [
      constant('job', 'VariantsShape', writer.variants(model.jobs), 'The kinds of jobs, by what tells them apart.'),
    ]),
    writeFile(model, 'shapes/index.ts', model.root.file, (writer) => [
      constant(
        'callback',
        'VariantsShape',
        writer.variants(model.events),
        'The kinds of callbacks, by what tells them apart.',
      ),
      constant('rootName', undefined, literal(model.root.elementName), 'The name of the root element in XML.'),
    ]),
  ];
}

type Statement = OptionalKind<VariableStatementStructure>;

function writeFile(
  model: Model,
  path: string,
  schemaFile: string,
  write: (writer: ShapeWriter) => readonly Statement[],
): GeneratedFile {
  const imports = new Imports(path);
  const statements = write(new ShapeWriter(model, imports));
  const source = new Project({ useInMemoryFileSystem: true }).createSourceFile(`/${path}`);
  source.addImportDeclarations([...imports.declarations()]);
  source.addVariableStatements([...statements]);
  return { path, content: codeBanner([schemaFile]) + source.getFullText() };
}

function constant(name: string, type: string | undefined, initializer: string, description?: string): Statement {
  return {
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name, ...(type === undefined ? {} : { type }), initializer }],
    leadingTrivia: '\n',
    ...(description === undefined ? {} : { docs: [description] }),
  };
}
