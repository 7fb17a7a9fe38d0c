/** The modules of Node that core uses where they are there, and does without elsewhere. */
interface NodeModules {
  readonly crypto: typeof import('node:crypto');
  readonly diagnostics_channel: typeof import('node:diagnostics_channel');
  readonly zlib: typeof import('node:zlib');
}

/**
 * Gives a module of Node on Node and on what has its modules too. It is asked for at run time, since an import would keep core
 * from being loaded in browsers and workers.
 */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const { process } = globalThis as { readonly process?: Partial<NodeJS.Process> };
  return process?.getBuiltinModule?.(`node:${name}`) as NodeModules[Name] | undefined;
}
