import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** The module that observes core, for places that know no TypeScript. */
export const observeSource: string = stripTypeScriptTypes(readFileSync(new URL('observe.ts', import.meta.url), 'utf8'));
