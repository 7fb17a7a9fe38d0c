import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript5';
import { describe, expect, inject, it } from 'vitest';
import { publicNames } from './public-names.ts';
import { run } from './run.ts';

const { newest: directory } = inject('consumers');
const schemaTitles = readSchemaTitles(join(directory, 'node_modules/@ci-callback/core/dist/schema'));

describe.each(Object.entries(publicNames))('%s', (packageName, { values, types }) => {
  it('has these values as an ES module', async () => {
    const code = `import * as all from '${packageName}'; console.log(Object.keys(all).join())`;
    const names = await run(process.execPath, ['--input-type=module', '--eval', code], directory);
    expect(sorted(names.trim().split(','))).toEqual(sorted(values));
  });

  it('has these values as CommonJS', async () => {
    const code = `console.log(Object.keys(require('${packageName}')).join())`;
    const names = await run(process.execPath, ['--input-type=commonjs', '--eval', code], directory);
    expect(sorted(names.trim().split(','))).toEqual(sorted(values));
  });

  it('has these types', () => {
    const ownTypes = declaredNames(packageName).filter((name) => !values.includes(name) && !schemaTitles.has(name));
    expect(sorted(ownTypes)).toEqual(sorted(types));
  });
});

/** The names that a package's declarations export. */
function declaredNames(packageName: string): string[] {
  const file = join(directory, `${packageName.replaceAll('/', '-')}.mts`);
  writeFileSync(file, `export * from '${packageName}';\n`);
  const program = ts.createProgram([file], { module: ts.ModuleKind.Node16, noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  return module === undefined ? [] : checker.getExportsOfModule(module).map(({ name }) => name);
}

function readSchemaTitles(schema: string): ReadonlySet<string> {
  const texts = globSync('**/*.schema.json', { cwd: schema }).map((path) => readFileSync(join(schema, path), 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(/"title": "(\w+)"/g)].map(([, title = '']) => title)));
}

function sorted(names: readonly string[]): string[] {
  return names.toSorted();
}
