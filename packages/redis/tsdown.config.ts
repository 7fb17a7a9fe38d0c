import { defineConfig } from 'tsdown';
import { buildOptions } from '../build-options.ts';

export default defineConfig({ ...buildOptions, entry: { index: 'src/index.ts' } });
