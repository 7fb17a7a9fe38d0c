import { Project, VariableDeclarationKind, type VariableStatementStructure, type OptionalKind } from 'ts-morph';
import { formsByName, type Model, type Variant, type Variants } from '../model.ts';
import { codeBanner } from './banner.ts';
import type { GeneratedFile } from './emitter.ts';
import { literal, propertyKey } from './names.ts';
import { validatorName } from './validators/names.ts';

/** What this version of the schema knows, by name. */
export function emitRegistry({ root, events, jobs }: Model): readonly GeneratedFile[] {
  const source = new Project({ useInMemoryFileSystem: true }).createSourceFile('/registry.ts');
  source.addImportDeclarations([
    ...(events.known.some(({ toldBy }) => toldBy !== undefined)
      ? [{ moduleSpecifier: '../validation/form-validator.ts', namedImports: ['formValidator'] }]
      : []),
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

function names(name: string, choice: Variants, description: string): Statement {
  return constant(
    { name, initializer: `[${[...formsByName(choice).keys()].map(literal).join(', ')}] as const` },
    description,
  );
}

/** Maps, not objects: a `Tag` may be any text, `constructor` too. */
function validators(name: string, choice: Variants, description: string): Statement {
  const table = (mode: string): string => {
    const entries = [...formsByName(choice)].map(([kind, forms]) => `[${literal(kind)}, ${validator(forms, mode)}]`);
    return `{ known: new Map([${entries.join(', ')}]), unknown: ${mode}.${validatorName(choice.unknown)} }`;
  };
  const type = `Readonly<Record<'lenient' | 'strict', ValidatorTable>>`;
  return constant(
    { name, type, initializer: `{ lenient: ${table('lenient')}, strict: ${table('strict')} }` },
    description,
  );
}

function validator([usual, ...others]: readonly [Variant, ...Variant[]], mode: string): string {
  const usualOne = `${mode}.${validatorName(usual.title)}`;
  if (others.length === 0) return usualOne;
  const told = others.map(({ title, toldBy = '' }) => `${propertyKey(toldBy)}: ${mode}.${validatorName(title)}`);
  return `formValidator(${usualOne}, { ${told.join(', ')} })`;
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
