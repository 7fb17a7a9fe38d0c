import type * as crypto from 'node:crypto';
import type * as diagnosticsChannel from 'node:diagnostics_channel';
import type * as zlib from 'node:zlib';

/** The modules of Node that core uses where they are there, and does without elsewhere. */
interface NodeModules {
  readonly crypto: typeof crypto;
  readonly diagnostics_channel: typeof diagnosticsChannel;
  readonly zlib: typeof zlib;
}

const found: { [Name in keyof NodeModules]?: NodeModules[Name] | undefined } = {};

/**
 * Gives a module of Node on Node and on what has its modules too. It is asked for at run time, since an import would keep core
 * from being loaded in browsers and workers; once, since asking takes longer than a digest.
 */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const known = found[name];
  if (known !== undefined) return known;
  const { process } = globalThis as { readonly process?: Partial<NodeJS.Process> };
  return (found[name] = process?.getBuiltinModule?.(`node:${name}`) as NodeModules[Name] | undefined);
}
