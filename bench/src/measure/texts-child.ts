import { XmlCursor } from '../../../packages/core/src/xml/cursor.ts';
import { inputFor, seedBody } from '../bodies/index.ts';
import { jsonParse } from '../contestants/json-parse.ts';
import { ours } from '../contestants/ours.ts';
import { measureMemory } from './memory.ts';
import { readEveryValue } from './read-every-value.ts';
import { sampleInterleaved, type SamplingOptions, type Task } from './sampler.ts';

const [, , way = '', kept = '1', sampling = '{}'] = process.argv;
if (way === 'sliced') XmlCursor.prototype.copyAscii = slice;
const options = JSON.parse(sampling) as SamplingOptions;
const body = seedBody();
const parse = [jsonParse, ours].map((contestant): Task => {
  const input = inputFor(contestant, body);
  if (input === undefined) throw new Error(`${contestant.name} cannot read ${body.name}`);
  return { name: contestant.name, run: () => contestant.parse(input) };
});
const [, parsed] = sampleInterleaved(parse, options);
const [, read] = sampleInterleaved(
  parse.map(({ name, run }) => ({ name, run: () => readEveryValue(run()) })),
  options,
);
const { retained } = await measureMemory(ours, body, Number(kept));
console.log(JSON.stringify({ parsed, read, retained }));

function slice(this: XmlCursor, start: number, end: number): string {
  return this.latin1.slice(start, end);
}
