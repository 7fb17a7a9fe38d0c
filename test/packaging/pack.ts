import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installConsumers, type ConsumerName } from './consumers.ts';
import { packPackages, type Tarballs } from './packages.ts';

declare module 'vitest' {
  interface ProvidedContext {
    tarballs: Tarballs;
    /** The folders of projects that have the packages installed. */
    consumers: Record<ConsumerName, string>;
  }
}

/** Packs the packages once for all tests of them, and installs them. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'ci-callback-packaging-'));
  const cleanUp = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const tarballs = await packPackages(directory);
    provide('tarballs', tarballs);
    provide('consumers', await installConsumers(directory, tarballs));
    return cleanUp;
  } catch (error) {
    cleanUp();
    throw error;
  }
}
