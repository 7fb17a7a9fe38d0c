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
 * Compiles schemas to functions, each by the name of its validator. They call each other, `report`, and the patterns of kinds.
 * @throws {Error} if one would need a module at run time that is not generated
 */
export function compileValidators(schemas: readonly AnySchemaObject[]): ReadonlyMap<string, string> {
  const ajv = createCompiler();
  for (const schema of schemas) ajv.addSchema(schema);
  const named = Object.fromEntries(schemas.map(({ $id = '' }) => [validatorName($id), $id]));
  const functions = tidyValidators(standaloneCode(ajv, named), functionNames(ajv, schemas));
  for (const [name, code] of functions) {
    const dependency = /\brequire\(|^import\b/m.exec(code);
    if (dependency !== null)
      throw new Error(`${name} depends on a module: ${code.slice(dependency.index, dependency.index + 80)}`);
  }
  return functions;
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
