import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, inject, it } from 'vitest';
import budget from './size-budget.json' with { type: 'json' };

const { newest: resolveDir } = inject('consumers');

it.each(Object.entries(budget))('%s, minified and compressed, is below %d bytes', async (names, limit) => {
  const size = await compressedSize(names.split(' with '));
  console.log(`${names}: ${size} of ${limit} bytes, minified and compressed`);
  expect(size).toBeLessThan(limit);
});

/** The size of everything that the packages export, bundled for Node. */
async function compressedSize(packages: readonly string[]): Promise<number> {
  const imports = packages.map((name, index) => `import * as all${index} from '${name}';`);
  const contents = `${imports.join('')}console.log(${packages.map((_name, index) => `all${index}`).join()})`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'node',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}
