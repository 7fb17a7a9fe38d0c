import { defineConfig } from 'tsdown';
import { buildOptions } from '../build-options.ts';

export default defineConfig({
  ...buildOptions,
  // Built together, so that all share one copy of what they have in common: the error classes above all.
  entry: {
    index: 'src/index.ts',
    events: 'src/generated/events/index.ts',
    jobs: 'src/generated/jobs/index.ts',
    node: 'src/node/index.ts',
  },
  copy: { from: '../../schema/**/*.schema.json', to: 'dist/schema', flatten: false },
});
