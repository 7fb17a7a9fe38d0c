import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

export const packageNames = ['core', 'express', 'koa', 'redis'] as const;
export type PackageName = (typeof packageNames)[number];
/** The packed packages, as paths of their tarballs. */
export type Tarballs = Readonly<Record<PackageName, string>>;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the packages and packs them as they are published. */
export async function packPackages(directory: string): Promise<Tarballs> {
  await run('pnpm', ['run', 'build'], root);
  await run('pnpm', ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', directory], root);
  return {
    core: tarballOf('core', directory),
    express: tarballOf('express', directory),
    koa: tarballOf('koa', directory),
    redis: tarballOf('redis', directory),
  };
}

function tarballOf(name: PackageName, directory: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return join(directory, `ci-callback-${name}-${version}.tgz`);
}
