import { createRequire } from 'node:module';
import { Ajv, type AnySchemaObject } from 'ajv';
import type * as Standalone from 'ajv/dist/standalone/index.js';
import { kindPatterns } from '../../kinds.ts';
import { onSuccessKeyword } from './on-success-keyword.ts';
import { validatorName } from './names.ts';
import { tidyValidators } from './tidy-validators.ts';

// The default export of a CommonJS module is another thing for each loader; what `require` gives is not.
const { default: standaloneCode } = createRequire(import.meta.url)('ajv/dist/standalone') as typeof Standalone.default;

/**
 * Compiles schemas to a module that exports the validators of some of them.
 * @param exported the `$id` of each schema to export
 * @throws {Error} if the module would need another one at run time
 */
export function compileValidators(schemas: readonly AnySchemaObject[], exported: readonly string[]): string {
  const ajv = createCompiler();
  for (const schema of schemas) ajv.addSchema(schema);
  const code = tidyValidators(
    standaloneCode(ajv, Object.fromEntries(exported.map(($id) => [validatorName($id), $id]))),
    functionNames(ajv, schemas),
  );
  const dependency = /\brequire\(|^import\b/m.exec(code);
  if (dependency !== null)
    throw new Error(`The validators depend on a module: ${code.slice(dependency.index, dependency.index + 80)}`);
  return code;
}

/** The compiler, with what this project adds to it. */
export function createCompiler(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    code: { esm: true, lines: true, optimize: 2, source: true },
    formats: kindPatterns,
    inlineRefs: false,
    keywords: [onSuccessKeyword],
    loopRequired: 4,
    messages: false,
    meta: false,
    strictTypes: false,
    validateSchema: false,
  });
  // Said of texts alone, so that what is no text is one violation, of `type`.
  for (const keyword of ['const', 'enum']) {
    const definition = ajv.getKeyword(keyword);
    if (typeof definition === 'object')
      ajv.removeKeyword(keyword).addKeyword({ ...definition, keyword, type: 'string' });
  }
  const enumDefinition = ajv.getKeyword('enum');
  if (typeof enumDefinition === 'object') ajv.addKeyword({ ...enumDefinition, keyword: 'numericEnum', type: 'number' });
  return ajv;
}

/** What the compiler called the function of each schema, and the name that it deserves. */
function functionNames(ajv: Ajv, schemas: readonly AnySchemaObject[]): ReadonlyMap<string, string> {
  return new Map(
    schemas.flatMap(({ $id = '' }) => {
      const name = ajv.getSchema($id)?.source?.validateName.str;
      return name === undefined ? [] : [[name, validatorName($id)] as const];
    }),
  );
}
