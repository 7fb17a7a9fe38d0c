/** Imported before a server: packages are then those that users install, which is not to be measured by their sources. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

interface Manifest {
  readonly name: string;
  readonly publishConfig: { readonly exports: Readonly<Record<string, unknown>> };
}

const builtModules = new Map(['core', 'express', 'koa'].flatMap(modulesOf));

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const url = builtModules.get(specifier);
    return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true };
  },
});

/** What each specifier of a package stands for when it is published: an ES module. */
function modulesOf(folder: string): [string, string][] {
  const directory = new URL(`../../../packages/${folder}/`, import.meta.url);
  const { name, publishConfig } = JSON.parse(readFileSync(new URL('package.json', directory), 'utf8')) as Manifest;
  return Object.entries(publishConfig.exports).flatMap(([subpath, target]): [string, string][] => {
    if (typeof target !== 'object' || target === null || !('import' in target)) return [];
    const { default: file } = target.import as { readonly default: string };
    return [[name + subpath.slice(1), new URL(file, directory).href]];
  });
}
