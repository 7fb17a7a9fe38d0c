import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { run } from './run.ts';

const { newest: directory } = inject('consumers');
const require = createRequire(import.meta.url);
const strict = {
  target: 'es2022',
  lib: ['es2022'],
  types: ['node'],
  noEmit: true,
  skipLibCheck: false,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  esModuleInterop: true,
};

describe.each([
  ['typescript', 'node16', 'node16', 'mts'],
  ['typescript', 'node16', 'node16', 'cts'],
  ['typescript', 'nodenext', 'nodenext', 'mts'],
  ['typescript', 'nodenext', 'nodenext', 'cts'],
  ['typescript', 'bundler', 'esnext', 'mts'],
  ['typescript5', 'node16', 'node16', 'mts'],
  // What `module: commonjs` has by default, as many a server.
  ['typescript5', 'node10', 'commonjs', 'cts'],
])('%s, moduleResolution %s, module %s', (compiler, moduleResolution, module, extension) => {
  it.each<[string, readonly string[], object]>([
    ['Node, Express and Redis', ['strict', 'receiver', 'redis'], {}],
    // @types/koa does not compile with what koa brings.
    ['Koa', ['koa'], { skipLibCheck: true }],
    ['the Web alone', ['web'], { lib: ['es2022', 'dom'], types: [] }],
    ['the language alone', ['bare'], { types: [] }],
  ])(`takes a program in .${extension} that has types of %s`, async (_types, names, options) => {
    const project = join(directory, `tsconfig.${compiler}.${moduleResolution}.${names[0]}.${extension}.json`);
    const compilerOptions = { ...strict, module, moduleResolution, ...options };
    const files = names.map((name) => `${name}.${extension}`);
    writeFileSync(project, JSON.stringify({ compilerOptions, files }));
    const compilerFile = join(require.resolve(`${compiler}/package.json`), '../bin/tsc');
    expect(await run(process.execPath, [compilerFile, '--project', project], directory)).toBe('');
  });
});
