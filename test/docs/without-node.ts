/** Runs core where no global is left but those of the language, TextEncoder and TextDecoder. Prints what it makes of some bodies. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

const bodies = process.argv.slice(2).map((file) => new Uint8Array(readFileSync(file)));
const ofLanguage = runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
const kept = new Set([...ofLanguage, 'TextDecoder', 'TextEncoder']);
const { log } = console;

for (const name of Object.getOwnPropertyNames(globalThis))
  if (!kept.has(name)) Reflect.deleteProperty(globalThis, name);
const { formatXml, parseCallback } = await import('../../packages/core/src/index.ts');
const parsed = bodies.map((body) => parseCallback(body));
log(
  JSON.stringify({
    globals: 'Buffer' in globalThis || 'process' in globalThis,
    parsed,
    written: parsed.map((callback) => formatXml(callback)),
  }),
);
