/**
 * Reads mutated documents until the time is over, and stops at the first that core reads in another way than saxes or, for a callback,
 * maps in another way than the generator's reference does.
 *
 *     pnpm fuzz --minutes 5 [--seed 1]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InterpretationError, firstDifference, mapByReference, readModel } from '../codegen/src/index.ts';
import { CallbackError, MappingError, parseXml } from '../packages/core/src/index.ts';
import { compareWithSaxes, decode } from '../packages/core/test/xml/disagreement.ts';
import { mutatedDocument } from '../packages/core/test/xml/mutate.ts';
import { Random } from '../packages/core/test/xml/random.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const minutes = numberOf('minutes', values.minutes ?? '1');
const seed = values.seed === undefined ? Date.now() | 0 : numberOf('seed', values.seed);

const model = await readModel(fileURLToPath(new URL('../schema', import.meta.url)));
const counts = { cases: 0, accepted: 0, mapped: 0, refusedByMappers: 0, unreadByReference: 0 };
const start = performance.now();

process.exitCode = (await fuzz(new Random(seed))) ? 0 : 1;
const seconds = (performance.now() - start) / 1000;
console.log(
  `seed ${seed}: ${JSON.stringify(counts)}, ${Math.round(counts.cases / seconds)} cases/s, ${seconds.toFixed(1)} s`,
);

async function fuzz(random: Random): Promise<boolean> {
  while (performance.now() - start < minutes * 60_000) {
    const document = mutatedDocument(random);
    counts.cases++;
    const { accepted, problem } = compareWithSaxes(document);
    if (accepted) counts.accepted++;
    const found = problem ?? (accepted ? await compareMappers(document) : undefined);
    if (found === undefined) continue;
    console.error(`Case ${counts.cases} of seed ${seed}: ${found}`);
    console.error(`${JSON.stringify(decode(document).text)}\nhex ${Buffer.from(document).toString('hex')}`);
    return false;
  }
  return true;
}

/** Compares what core and the reference make of a well-formed document. */
async function compareMappers(document: Uint8Array): Promise<string | undefined> {
  const core = mapByCore(document);
  if (core instanceof CallbackError && core.code === 'mapping.wrong_root') return undefined;
  const reference = await mapReferenceWay(document);
  if (reference === undefined) {
    counts.unreadByReference++;
    return undefined;
  }
  // Without validation core lets an empty root be an empty callback; the reference has no canonical form for it.
  if (reference instanceof InterpretationError && !(core instanceof Error) && Object.keys(core).length === 0)
    return undefined;
  if (core instanceof Error || reference instanceof Error) {
    if (core instanceof MappingError && reference instanceof Error) {
      counts.refusedByMappers++;
      return undefined;
    }
    return `core: ${describe(core)}; reference: ${describe(reference)}`;
  }
  counts.mapped++;
  const difference = firstDifference(reference, core);
  return (
    difference && `at ${difference.pointer} the reference has ${show(difference.one)}, core ${show(difference.other)}`
  );
}

function mapByCore(document: Uint8Array): object {
  try {
    return parseXml(document, { validation: 'off', limits: { depth: 1000, attributes: 100_000 } });
  } catch (error) {
    if (error instanceof CallbackError) return error;
    throw error;
  }
}

/** Undefined for what the reference's parser can't read. */
async function mapReferenceWay(document: Uint8Array): Promise<object | undefined> {
  try {
    // Its parser takes all that JavaScript calls white space for layout between elements, XML's [3] S is less; and it looks over
    // the end of an instruction in "??>".
    if (/[^\S \t\r\n]|\?\?>/.test(decode(document).text)) return undefined;
    // Its parser leaves it to others to make every line end a line feed (XML 1.0, 2.11).
    const text = decode(document).text.replaceAll(/\r\n?/g, '\n');
    return await mapByReference(model, new TextEncoder().encode(text));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isVerdict = error instanceof InterpretationError || error.message === 'Text stands beside elements';
    return isVerdict ? error : undefined;
  }
}

function describe(result: object): string {
  return result instanceof Error ? `${result.name} ${result.message}` : 'a callback';
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value))
    throw new TypeError(`--${name} must be a number, not ${JSON.stringify(text)}`);
  return value;
}
