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
  // Classes with a static block are kept wherever their file is, used or not: those of receivers must not come with parsers.
  outputOptions: {
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: 'request-errors', test: /request-errors\.ts$/ }],
    },
  },
  // Files that entries share must not become exports of one of them.
  inputOptions: { preserveEntrySignatures: 'strict' },
  outputOptions: { codeSplitting: { includeDependenciesRecursively: true } },
  copy: { from: '../../schema/**/*.schema.json', to: 'dist/schema', flatten: false },
});
