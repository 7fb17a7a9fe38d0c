import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The versions of Node that the packages support, as the development dependencies that bring them. */
export const supportedNodes = ['node20', 'node22', 'node24', 'node26'] as const;
export type SupportedNode = (typeof supportedNodes)[number];

const require = createRequire(import.meta.url);

/** The path of a Node; undefined where the registry's builds don't run (all but Linux on x64) and so weren't installed. */
export function nodeBinary(name: SupportedNode): string | undefined {
  try {
    return join(require.resolve(`${name}/package.json`), '../bin/node');
  } catch {
    return undefined;
  }
}
