import { largeBody } from '../bodies/index.ts';
import { contestantByName } from '../contestants/index.ts';
import { ours } from '../contestants/ours.ts';

const [, , name = '', megabytes = '1', documents = '1'] = process.argv;
const contestant = contestantByName(name);
const xml = largeBody(Number(megabytes) * 1e6);
const toInput = (body: Buffer) => (contestant.reads.includes('xml') ? body : minify(body));
const input = toInput(xml);

// Warm, so that the document doesn't pay for the compiler.
const small = toInput(largeBody(50_000));
for (let run = 0; run < 500; run++) contestant.parse(small);

// What is read is kept, so that the garbage collector has the same to do whether it is in one document or in many.
const kept: unknown[] = [];
const start = performance.now();
for (let document = 0; document < Number(documents); document++) kept.push(contestant.parse(input));
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ bytes: xml.length * kept.length, milliseconds }));

function minify(body: Buffer): Buffer {
  return Buffer.from(JSON.stringify(ours.parse(body)));
}
