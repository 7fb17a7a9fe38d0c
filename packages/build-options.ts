import type { UserConfig } from 'tsdown';

/** How every package is built: ES modules and CommonJS, each with types of its own, for the oldest Node that is supported. */
export const buildOptions: UserConfig = {
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20',
  tsconfig: '../tsconfig.json',
  dts: true,
  logLevel: 'warn',
};
