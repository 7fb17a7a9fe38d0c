import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../repository/tracked-files.ts';
import type { Example } from './examples.ts';

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  // The packages' sources are compiled along, and import each other as `.ts`.
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  paths: {
    '@ci-callback/core': [join(root, 'packages/core/src/index.ts')],
    '@ci-callback/core/events': [join(root, 'packages/core/src/generated/events/index.ts')],
    '@ci-callback/core/jobs': [join(root, 'packages/core/src/generated/jobs/index.ts')],
    '@ci-callback/core/node': [join(root, 'packages/core/src/node/index.ts')],
    '@ci-callback/core/schema/*': [join(root, 'schema/*')],
    '@ci-callback/express': [join(root, 'packages/express/src/index.ts')],
    '@ci-callback/koa': [join(root, 'packages/koa/src/index.ts')],
    '@ci-callback/redis': [join(root, 'packages/redis/src/index.ts')],
    express: [join(root, 'packages/express/node_modules/@types/express/index.d.ts')],
    koa: [join(root, 'packages/koa/node_modules/@types/koa/index.d.ts')],
    '@koa/router': [join(root, 'packages/koa/node_modules/@koa/router/dist/index.d.mts')],
    hono: [join(root, 'packages/core/node_modules/hono/dist/types/index.d.ts')],
    '@hono/node-server': [join(root, 'packages/core/node_modules/@hono/node-server/dist/index.d.mts')],
    '@hono/node-server/conninfo': [join(root, 'packages/core/node_modules/@hono/node-server/dist/conninfo.d.mts')],
    pino: [join(root, 'examples/observability/node_modules/pino/pino.d.ts')],
    ioredis: [join(root, 'packages/redis/node_modules/ioredis/built/index.d.ts')],
    redis: [join(root, 'packages/redis/node_modules/redis/dist/index.d.ts')],
  },
};

/** Compiles examples in one run, as a strict project with the packages installed would. Gives the errors of each. */
export function compileExamples(examples: readonly Example[]): ReadonlyMap<Example, readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'ci-callback-examples-'));
  try {
    const files = examples.map(({ module }, index) => {
      const file = `example-${index}.ts`;
      writeFileSync(join(directory, file), module);
      return file;
    });
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const lines = runCompiler(directory);
    return new Map(examples.map((example, index) => [example, errorsOf(`example-${index}.ts`, example, lines)]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function runCompiler(directory: string): string[] {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '--pretty', 'false'], { cwd: directory, encoding: 'utf8' });
  const lines = stdout.trim() === '' ? [] : stdout.trim().split('\n');
  const elsewhere = lines.filter((line) => !/^(?:example-\d+\.ts\(| )/.test(line));
  if (elsewhere.length > 0) throw new Error(`The compiler complains of what no example says:\n${elsewhere.join('\n')}`);
  return lines;
}

function errorsOf(file: string, { path }: Example, lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith(`${file}(`)).map((line) => path + line.slice(file.length));
}
