import { largeBody } from '../bodies/index.ts';
import { contestantByName } from '../contestants/index.ts';
import { ours } from '../contestants/ours.ts';
import { median } from './sampler.ts';

const [, , name = '', megabytes = '1', runs = '1'] = process.argv;
const contestant = contestantByName(name);
const xml = largeBody(Number(megabytes) * 1e6);
const toInput = (body: Buffer) => (contestant.reads.includes('xml') ? body : minify(body));
const input = toInput(xml);

// Warm, so that the document doesn't pay for the compiler.
const small = toInput(largeBody(50_000));
for (let run = 0; run < 200; run++) contestant.parse(small);

const times = Array.from({ length: Number(runs) }, () => {
  const start = performance.now();
  contestant.parse(input);
  return performance.now() - start;
});
console.log(JSON.stringify({ bytes: xml.length, milliseconds: median(times) }));

function minify(body: Buffer): Buffer {
  return Buffer.from(JSON.stringify(ours.parse(body)));
}
