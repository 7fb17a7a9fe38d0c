import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tarballs } from './packages.ts';
import { run } from './run.ts';

/** What a project has installed beside the packages. */
const dependenciesOf = {
  newest: {
    express: '5.3.0',
    ioredis: '6.0.0',
    koa: '3.3.0',
    redis: '6.3.1',
    '@types/express': '5.0.6',
    '@types/koa': '3.0.3',
    '@types/node': '22.20.5',
  },
  /** The lower ends of the peer ranges. */
  oldest: { express: '4.17.0', koa: '2.13.0' },
} as const;

export type ConsumerName = keyof typeof dependenciesOf;
export const consumerNames = Object.keys(dependenciesOf) as ConsumerName[];

const sources = fileURLToPath(new URL('consumer', import.meta.url));

/** Makes projects that have the packages installed by npm, as their users do, and gives their folders. */
export async function installConsumers(directory: string, tarballs: Tarballs): Promise<Record<ConsumerName, string>> {
  return { newest: await install('newest', directory, tarballs), oldest: await install('oldest', directory, tarballs) };
}

async function install(name: ConsumerName, parent: string, tarballs: Tarballs): Promise<string> {
  const directory = join(parent, name);
  const packages = Object.entries(tarballs).map(([packageName, path]) => [
    `@ci-callback/${packageName}`,
    `file:${path}`,
  ]);
  const dependencies = { ...(Object.fromEntries(packages) as Record<string, string>), ...dependenciesOf[name] };
  mkdirSync(directory);
  cpSync(sources, directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'consumer', private: true, dependencies }));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], directory);
  return directory;
}
