import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, it } from 'vitest';
import { packageNames } from './packages.ts';
import { run } from './run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const attw = join(require.resolve('@arethetypeswrong/cli/package.json'), '../dist/index.js');
const tarballs = inject('tarballs');

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

describe.each(packageNames)('@ci-callback/%s', (name) => {
  const tarball = tarballs[name];
  const paths = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const read = (path: string): string => execFileSync('tar', ['-xzOf', tarball, path], { encoding: 'utf8' });
  const manifest = JSON.parse(read('package/package.json')) as Manifest;

  it('holds what was built, its licence and its read-me, and nothing else', () => {
    const rest = paths.filter(
      (path) => !/^package\/dist\/(?:schema\/.+\.schema\.json|[\w-]+(?:\.d)?\.[cm][jt]s)$/.test(path),
    );
    expect(rest.toSorted()).toEqual(['package/LICENSE', 'package/README.md', 'package/package.json']);
  });

  it('has the dependencies that it names, and no others', () => {
    expect(manifest.dependencies ?? {}).toEqual(name === 'core' ? {} : { '@ci-callback/core': `^${manifest.version}` });
    expect(manifest.optionalDependencies).toBeUndefined();
    expect(Object.keys(manifest.peerDependencies ?? {})).toEqual(name === 'express' || name === 'koa' ? [name] : []);
    expect(manifest.scripts ?? {}).not.toHaveProperty('postinstall');
  });

  it('imports its own files, its dependencies and modules of Node alone', () => {
    const imported = paths.filter((path) => /\.[cm][jt]s$/.test(path)).flatMap((path) => importsOf(read(path)));
    const own = Object.keys(manifest.dependencies ?? {}).flatMap((dependency) => [dependency, `${dependency}/node`]);
    const known = new Set([...own, ...builtinModules.map((module) => `node:${module}`)]);
    expect(imported.filter((specifier) => !specifier.startsWith('./') && !known.has(specifier))).toEqual([]);
  });

  it('satisfies publint', async () => {
    const { buffer } = new Uint8Array(readFileSync(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('satisfies attw', async () => {
    expect(await run(process.execPath, [attw, tarball, '--format', 'ascii'], root)).toContain('No problems found');
  });
});

it('ships the schema whose files refer to each other', () => {
  const files = execFileSync('tar', ['-tzf', tarballs.core], { encoding: 'utf8' }).split('\n');
  expect(files).toContain('package/dist/schema/callback.schema.json');
  expect(files).toContain('package/dist/schema/jobs/voice-separate.schema.json');
  expect(files).toContain('package/dist/schema/vocabulary.schema.json');
});

function importsOf(code: string): string[] {
  const forms = /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["']([^"']+)["']/g;
  // Examples in comments import what they like.
  return [...code.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(forms)].map(([, specifier = '']) => specifier);
}
