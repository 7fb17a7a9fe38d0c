import { Project, VariableDeclarationKind, type VariableStatementStructure, type OptionalKind } from 'ts-morph';
import type { Model, Variants } from '../model.ts';
import { codeBanner } from './banner.ts';
import type { GeneratedFile } from './emitter.ts';
import { literal } from './names.ts';
import { validatorName } from './validators/names.ts';

/** What this version of the schema knows, by name. */
export function emitRegistry({ root, events, jobs }: Model): readonly GeneratedFile[] {
  const source = new Project({ useInMemoryFileSystem: true }).createSourceFile('/registry.ts');
  source.addImportDeclarations([
    { moduleSpecifier: './validators/lenient/index.js', namespaceImport: 'lenient' },
    { moduleSpecifier: './validators/schema-validator.ts', namedImports: ['SchemaValidator'], isTypeOnly: true },
    { moduleSpecifier: './validators/strict/index.js', namespaceImport: 'strict' },
  ]);
  source.addInterface({
    isExported: true,
    name: 'ValidatorTable',
    docs: ['The validators of one kind of thing, by name.'],
    properties: [
      { name: 'known', type: 'ReadonlyMap<string, SchemaValidator>', isReadonly: true },
      { name: 'unknown', type: 'SchemaValidator', isReadonly: true, docs: ['For every name that is not known.'] },
    ],
  });
  source.addVariableStatements([
    names('eventNames', events, `The \`${events.property}\` of each event that this version of the schema knows.`),
    names('jobTags', jobs, `The \`${jobs.property}\` of each job that this version of the schema knows.`),
    validators('eventValidators', events, 'The validators of events; jobs are only checked to be objects.'),
    validators('jobValidators', jobs, 'The validators of jobs.'),
  ]);
  return [{ path: 'registry.ts', content: codeBanner([root.file]) + source.getFullText() }];
}

type Statement = OptionalKind<VariableStatementStructure>;

function names(name: string, { known }: Variants, description: string): Statement {
  return constant(
    { name, initializer: `[${known.map((variant) => literal(variant.name)).join(', ')}] as const` },
    description,
  );
}

/** Maps, not objects: a `Tag` may be any text, `constructor` too. */
function validators(name: string, { known, unknown }: Variants, description: string): Statement {
  const table = (mode: string): string => {
    const entries = known.map((variant) => `[${literal(variant.name)}, ${mode}.${validatorName(variant.title)}]`);
    return `{ known: new Map([${entries.join(', ')}]), unknown: ${mode}.${validatorName(unknown)} }`;
  };
  const type = `Readonly<Record<'lenient' | 'strict', ValidatorTable>>`;
  return constant(
    { name, type, initializer: `{ lenient: ${table('lenient')}, strict: ${table('strict')} }` },
    description,
  );
}

function constant(declaration: Statement['declarations'][number], description: string): Statement {
  return {
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [declaration],
    docs: [description],
    leadingTrivia: '\n',
  };
}
