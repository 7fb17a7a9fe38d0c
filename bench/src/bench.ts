/**
 * Times the ways from the bytes of a callback to a validated canonical object against each other.
 * `--quick` takes about 25 seconds, leaves the largest documents out and writes no file.
 */
import { writeFileSync } from 'node:fs';
import { allBodies, seedBody } from './bodies/index.ts';
import { fastXmlParser } from './contestants/fast-xml-parser.ts';
import { jsonParse } from './contestants/json-parse.ts';
import { ours } from './contestants/ours.ts';
import { sax } from './contestants/sax.ts';
import { saxes } from './contestants/saxes.ts';
import { txml } from './contestants/txml.ts';
import { xml2js } from './contestants/xml2js.ts';
import { runChild } from './measure/child.ts';
import type { TextsUse } from './report/sections.ts';
import type { MemoryUse } from './measure/memory.ts';
import { measureParsing, warmUpAll } from './measure/parsing.ts';
import type { SamplingOptions } from './measure/sampler.ts';
import { measureWriting } from './measure/writing.ts';
import { machine } from './report/machine.ts';
import { linearitySection, memorySection, parsingSection, textsSection, writingSection } from './report/sections.ts';
import { short } from './report/table.ts';

const quick = process.argv.includes('--quick');
const sampling: SamplingOptions = quick
  ? { rounds: 31, sample: 1, warmUp: 25, budget: 250 }
  : { rounds: 151, sample: 3, warmUp: 400, budget: 12_000 };
const keptCallbacks = quick ? 1000 : 10_000;
const sizes = quick ? [1] : [1, 10, 100];
// Variants of others are timed alone.
const measured = [ours, jsonParse, txml, saxes, sax, fastXmlParser, xml2js];

const sections: string[] = [];
print('# Benchmark');
print(machine());
print('## Parsing');
print(
  'Medians of interleaved samples; every result was compared with ours first. "Values read": with both ends of each text read.\nJSON.parse gets the same data as minified canonical JSON, so nothing is left to normalise.',
);
const bodies = allBodies();
warmUpAll(bodies, sampling.warmUp);
for (const body of bodies) print(parsingSection(measureParsing(body, sampling)));
const seed = seedBody();
print(writingSection(measureWriting(seed, sampling), seed.name));
print(
  memorySection(
    measured.map(({ name }) => [name, memoryOf(name)] as const),
    seed.name,
    keptCallbacks,
  ),
);
print(
  textsSection(
    (['copied', 'sliced'] as const).map((way) => [way, textsOf(way)] as const),
    seed.name,
  ),
);
print(
  linearitySection(
    sizes,
    measured.map(({ name }) => [name, speedsOf(name)] as const),
  ),
);
if (!quick) writeFileSync(new URL('../results.md', import.meta.url), `${sections.join('\n\n')}\n`);

function print(section: string): void {
  sections.push(section);
  console.log(`${section}\n`);
}

function memoryOf(name: string): MemoryUse {
  const flags = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
  const failed = { allocated: Number.NaN, retained: Number.NaN };
  return (runChild('memory-child.ts', flags, [name, `${keptCallbacks}`], 60_000) as MemoryUse | undefined) ?? failed;
}

function textsOf(way: 'copied' | 'sliced'): TextsUse | undefined {
  const args = [way, `${keptCallbacks}`, JSON.stringify(sampling)];
  return runChild('texts-child.ts', ['--expose-gc', '--min-semi-space-size=64'], args, 120_000) as TextsUse | undefined;
}

function speedsOf(name: string): readonly string[] {
  return sizes.map((size) => {
    const documents = Math.max(1, Math.round((quick ? 1 : 100) / size));
    const result = runChild(
      'linearity-child.ts',
      ['--max-old-space-size=8000'],
      [name, `${size}`, `${documents}`],
      120_000,
    );
    if (result === undefined) return 'failed';
    const { bytes, milliseconds } = result as { readonly bytes: number; readonly milliseconds: number };
    return short(bytes / 1000 / milliseconds);
  });
}
