import { expect, it } from 'vitest';
import { compareWithSaxes } from './disagreement.ts';
import { mutatedDocument } from './mutate.ts';
import { Random } from './random.ts';
import { seeds } from './seeds.ts';

const documents = 200_000;
const seed = 20_261_124;
const most = 20;

it('reads the seeds as saxes does', () => {
  expect(
    seeds.map((document) => compareWithSaxes(document).problem).filter((problem) => problem !== undefined),
  ).toEqual([]);
});

it(`reads ${documents} mutated documents as saxes does`, { timeout: 120_000 }, () => {
  const random = new Random(seed);
  const start = performance.now();
  const problems: string[] = [];
  let accepted = 0;
  for (let count = 0; count < documents && problems.length < most; count++) {
    const document = mutatedDocument(random);
    const comparison = compareWithSaxes(document);
    if (comparison.accepted) accepted++;
    if (comparison.problem !== undefined) problems.push(`${comparison.problem}: ${describe(document)}`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`differential: ${documents} documents, ${accepted} of them accepted, ${seconds} s`);
  expect(problems).toEqual([]);
  // Enough of both kinds, or the mutations are too wild or too tame.
  expect(accepted).toBeGreaterThan(documents / 10);
  expect(accepted).toBeLessThan(documents / 2);
});

function describe(document: Uint8Array): string {
  return `${JSON.stringify(Buffer.from(document).toString('utf8'))} (hex ${Buffer.from(document).toString('hex')})`;
}
