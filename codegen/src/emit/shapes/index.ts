import { type OptionalKind, Project, VariableDeclarationKind, type VariableStatementStructure } from 'ts-morph';
import type { Definition, Model } from '../../model.ts';
import { codeBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { constantName } from '../names.ts';
import { Imports } from './imports.ts';
import { hasJobs, shapePath, ShapeWriter } from './shape-writer.ts';

/** The tables that drive core's mappers: a file for each schema file. */
export function emitShapes(model: Model): readonly GeneratedFile[] {
  const definitions = [...model.definitions.values()];
  const schemaFiles = [...new Set(definitions.map(({ file }) => file))];
  return schemaFiles.map((schemaFile) =>
    writeFile(model, shapePath(schemaFile), schemaFile, (writer) =>
      definitions
        .filter(({ file }) => file === schemaFile)
        .map((definition) => declaration(definition, writer.object(definition))),
    ),
  );
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

/** Which jobs there are is for whoever takes an event that has some. */
function declaration(definition: Definition, object: string): Statement {
  const [type, initializer] = hasJobs(definition)
    ? ['(job: VariantsShape) => ObjectShape', `(job) => ${object}`]
    : ['ObjectShape', object];
  return {
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name: constantName(definition.title), type, initializer }],
    leadingTrivia: '\n',
  };
}
