/**
 * Runs a built core where there is nothing but the language, TextEncoder and TextDecoder, and no eval. Prints what it makes of
 * every body, and the globals that it had.
 *
 *     node --experimental-vm-modules bare-context.ts <folder of index.mjs>
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext, SourceTextModule } from 'node:vm';
import { bodies } from './bodies.ts';
import { observeSource } from './observe-source.ts';
import type { Body, Core, observe } from './observe.ts';

const [, , folder = ''] = process.argv;
const context = createContext({ TextDecoder, TextEncoder }, { codeGeneration: { strings: false, wasm: false } });
// V8 puts them into every context; they are no part of the language.
runInContext('delete globalThis.console; delete globalThis.WebAssembly;', context);
const loaded = new Map<string, SourceTextModule>();

const core = await namespaceOf<Core>(join(folder, 'index.mjs'));
const observer = await namespaceOf<{ observe: typeof observe }>('observe.js', observeSource);
const parseInContext = runInContext('JSON.parse', context) as (text: string) => Body[];
const observations = observer.observe(core, parseInContext(JSON.stringify(bodies)));
const globals = runInContext('Object.getOwnPropertyNames(globalThis)', context) as string[];
console.log(JSON.stringify({ globals, observations }));

async function namespaceOf<Namespace>(path: string, source?: string): Promise<Namespace> {
  const module = load(path, source);
  await module.link((specifier, { identifier }) => load(join(dirname(identifier), specifier)));
  await module.evaluate();
  return module.namespace as Namespace;
}

/** Gives one module for one path, so that what two files import is the same. */
function load(path: string, source: string = readFileSync(path, 'utf8')): SourceTextModule {
  const module = loaded.get(path) ?? new SourceTextModule(source, { context, identifier: path });
  loaded.set(path, module);
  return module;
}
