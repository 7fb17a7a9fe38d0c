import { defineConfig } from 'tsdown';
import { buildOptions } from '../build-options.ts';

export default defineConfig({
  ...buildOptions,
  // Built together, so that both share one copy of what they have in common: the error classes above all.
  entry: { index: 'src/index.ts', node: 'src/node/index.ts' },
  copy: { from: '../../schema/**/*.schema.json', to: 'dist/schema', flatten: false },
});
