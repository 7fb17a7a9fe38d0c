/**
 * Observes a built core where there is nothing but the language and the globals that the observer names, and no eval. Prints what was
 * observed, the globals that there were, and which of those that were given have been asked for.
 *
 *     node --experimental-vm-modules bare-context-process.ts <folder of index.mjs> <name of the observer>
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext, SourceTextModule } from 'node:vm';
import type { Core } from './core.ts';
import { observers, type ObserverName } from './observers.ts';

const [, , folder = '', name = 'parser'] = process.argv;
const { source, given, globals, ownGlobals } = observers[name as ObserverName];
const asked = new Set<string>();
const context = createContext(onDemand([...globals, ...ownGlobals]), {
  codeGeneration: { strings: false, wasm: false },
});
// V8 puts them into every context; they are no part of the language.
runInContext('delete globalThis.console; delete globalThis.WebAssembly;', context);
const loaded = new Map<string, SourceTextModule>();

const core = await namespaceOf<Core>(join(folder, 'index.mjs'));
const { observe } = await namespaceOf<{ observe: (core: Core, given: unknown) => unknown }>('observe.js', source);
const parseInContext = runInContext('JSON.parse', context) as (text: string) => unknown;
const observed = await observe(core, parseInContext(given));
const names = runInContext('Object.getOwnPropertyNames(globalThis)', context) as string[];
console.log(JSON.stringify({ globals: names, asked: [...asked], observed }));

/** An object that has globals of Node, and notes which of them somebody wants. */
function onDemand(wanted: readonly string[]): object {
  const properties = wanted.map((global) => {
    const get = (): unknown => {
      asked.add(global);
      return (globalThis as Record<string, unknown>)[global];
    };
    return [global, { get, enumerable: true, configurable: true }] as const;
  });
  return Object.defineProperties({}, Object.fromEntries(properties));
}

async function namespaceOf<Namespace>(path: string, text?: string): Promise<Namespace> {
  const module = load(path, text);
  await module.link((specifier, { identifier }) => load(join(dirname(identifier), specifier)));
  await module.evaluate();
  return module.namespace as Namespace;
}

/** Gives one module for one path, so that what two files import is the same. */
function load(path: string, text: string = readFileSync(path, 'utf8')): SourceTextModule {
  const module = loaded.get(path) ?? new SourceTextModule(text, { context, identifier: path });
  loaded.set(path, module);
  return module;
}
