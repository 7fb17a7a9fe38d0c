import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from './tracked-files.ts';

const refused: readonly [folder: string, imported: string][] = [
  ['packages/core/src', 'ajv'],
  ['packages/core/src', 'node:http'],
  ['packages/core/src', '@ci-callback/core'],
  ['packages/core/src', '@ci-callback/express'],
  ['packages/core/src', '../../express/src/index.ts'],
  ['packages/core/src/xml', '../../../../codegen/src/model.ts'],
  ['packages/core/src/xml', '../../../koa/src/index.ts'],
  ['packages/core/src/node', 'node:zlib'],
  ['packages/core/src/node', 'node:stream/promises'],
  ['packages/core/src/node', 'ts-morph'],
  ['packages/core/src/node', 'xml2js'],
  ['packages/core/src/node', '../../../express/src/index.ts'],
  ['packages/express/src', 'ajv'],
  ['packages/express/src', 'express'],
  ['packages/express/src', '@ci-callback/koa'],
  ['packages/express/src', '@ci-callback/core/src/xml/read-xml.ts'],
  ['packages/express/src', '../../core/src/index.ts'],
  ['packages/express/src', '../../../codegen/src/model.ts'],
  ['packages/koa/src', 'koa'],
  ['packages/koa/src', 'json-schema-to-typescript'],
  ['packages/koa/src', '@ci-callback/express'],
  ['packages/koa/src', '../../core/src/node/index.ts'],
  ['packages/redis/src', 'ioredis'],
  ['packages/redis/src', 'redis'],
  ['packages/redis/src', '@ci-callback/core/node'],
  ['packages/redis/src', '@ci-callback/koa'],
  ['packages/redis/src', '../../core/src/index.ts'],
  ['packages/koa/src', '../../redis/src/index.ts'],
  ['codegen/src', '@ci-callback/core'],
  ['codegen/src/emit', '../../../packages/core/src/index.ts'],
];
const allowed: readonly [folder: string, imported: string][] = [
  ['packages/core/src', './xml/read-xml.ts'],
  ['packages/core/src/xml', '../errors/index.ts'],
  ['packages/core/src/platform', 'node:zlib'],
  ['packages/core/src/node', '../index.ts'],
  ['packages/express/src', '@ci-callback/core'],
  ['packages/express/src', '@ci-callback/core/node'],
  ['packages/koa/src', '@ci-callback/core/node'],
  ['packages/koa/src', 'node:http'],
  ['packages/redis/src', '@ci-callback/core'],
  ['packages/redis/src', 'node:crypto'],
  ['packages/redis/src', './scripts.ts'],
  ['codegen/src', 'ajv'],
  ['codegen/src/emit', '../model.ts'],
];
const forms: readonly [name: string, write: (imported: string) => string][] = [
  ['import', (imported) => `import { name } from '${imported}';\nexport const other = name;\n`],
  ['import of a type', (imported) => `import type { Name } from '${imported}';\nexport type Other = Name;\n`],
  ['export', (imported) => `export * from '${imported}';\n`],
  ['import()', (imported) => `export const name = import('${imported}');\n`],
];
const formNames = forms.map(([name]) => name);

const directory = mkdtempSync(join(tmpdir(), 'ci-callback-boundaries-'));
let findings: ReadonlySet<string>;

beforeAll(() => {
  copyFileSync(join(root, '.oxlintrc.json'), join(directory, '.oxlintrc.json'));
  for (const [folder, imported] of [...refused, ...allowed]) {
    for (const [form, write] of forms) {
      const file = join(directory, fileOf(folder, imported, form));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, write(imported));
    }
  }
  findings = lint();
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

it.each(refused)('%s must not take %s', (folder, imported) => {
  expect(formsRefused(folder, imported)).toEqual(formNames);
});

it.each(allowed)('%s may take %s', (folder, imported) => {
  expect(formsRefused(folder, imported)).toEqual([]);
});

function formsRefused(folder: string, imported: string): string[] {
  return formNames.filter((form) => findings.has(fileOf(folder, imported, form)));
}

/** The files that break the rule on imports. */
function lint(): ReadonlySet<string> {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: directory, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  const broken = diagnostics.filter(({ code }) => code === 'eslint(no-restricted-imports)');
  return new Set(broken.map(({ filename }) => filename.replaceAll('\\', '/')));
}

function fileOf(folder: string, imported: string, form: string): string {
  return `${folder}/${`${form} ${imported}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.ts`;
}
