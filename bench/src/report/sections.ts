import { reference } from '../contestants/index.ts';
import type { MemoryUse } from '../measure/memory.ts';
import type { ParsingResult } from '../measure/parsing.ts';
import type { Timing } from '../measure/sampler.ts';
import { short, table } from './table.ts';

export function parsingSection({ body, parsed, read, leftOut }: ParsingResult): string {
  const byReference = parsed.find(({ name }) => name === reference.name)?.ratio ?? Number.NaN;
  const rows = parsed.map(({ name, nanoseconds, ratio }, index) => {
    const whenRead = read[index];
    return [
      name,
      short(nanoseconds / 1000),
      short(ratio),
      short(ratio / byReference),
      short((whenRead?.nanoseconds ?? Number.NaN) / 1000),
      short(whenRead?.ratio ?? Number.NaN),
    ];
  });
  const head = ['contestant', 'µs', '÷ ours', `÷ ${reference.name}`, 'µs, values read', '÷ ours, values read'];
  return [
    `### ${body.name}: ${body.sent.length} bytes of ${body.format.toUpperCase()}, ${body.minified.length} of minified JSON`,
    table(head, rows),
    ...(leftOut.length === 0
      ? []
      : [`Left out: ${leftOut.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.`]),
  ].join('\n\n');
}

export function writingSection(timings: readonly Timing[], name: string): string {
  const rows = timings.map(({ name: writer, nanoseconds, ratio }) => [writer, short(nanoseconds / 1000), short(ratio)]);
  return [`## Writing XML\n\nThe object of ${name}, in one line.`, table(['writer', 'µs', '÷ ours'], rows)].join(
    '\n\n',
  );
}

export function memorySection(uses: readonly (readonly [string, MemoryUse])[], name: string, kept: number): string {
  const rows = uses.map(([contestant, { allocated, retained }]) => [contestant, short(allocated), short(retained)]);
  return [
    `## Memory\n\nBytes for each document, with ${name}: what parsing allocates on the heap, and what stays when the JobIds of ${kept}\ncallbacks from distinct buffers are kept and nothing else (the text of an id and its place in a list included).`,
    table(['contestant', 'allocated', 'kept for one JobId'], rows),
  ].join('\n\n');
}

/** What it takes to give texts as copies, or as slices of the document. */
export interface TextsUse {
  readonly parsed: Timing;
  readonly read: Timing;
  readonly retained: number;
}

export function textsSection(uses: readonly (readonly [string, TextsUse | undefined])[], name: string): string {
  const rows = uses.map(([way, use]) => [
    way,
    short((use?.parsed.nanoseconds ?? Number.NaN) / 1000),
    short(use?.parsed.ratio ?? Number.NaN),
    short((use?.read.nanoseconds ?? Number.NaN) / 1000),
    short(use?.read.ratio ?? Number.NaN),
    short(use?.retained ?? Number.NaN),
  ]);
  const head = [
    'texts',
    'µs',
    '÷ JSON.parse + ajv',
    'µs, values read',
    '÷ JSON.parse + ajv, values read',
    'kept for one JobId',
  ];
  return [
    `## Copies or slices\n\n${name} with texts that are copied out of the document, as they are, and with slices, which keep the whole document for\none JobId. Each in a process of its own beside JSON.parse.`,
    table(head, rows),
  ].join('\n\n');
}

export function linearitySection(
  sizes: readonly number[],
  speeds: readonly (readonly [string, readonly string[]])[],
): string {
  const rows = speeds.map(([contestant, cells]) => [contestant, ...cells]);
  return [
    '## Large documents\n\nMB of XML in a second: 100 MB, in documents of 1, 10 and 100 MB, each contestant and size in a process of its own. What is read is kept, so\nthat the garbage collector has the same to do in each. JSON.parse gets the same data as minified JSON, which is less than half as long; its\nMB are those of the XML.',
    table(['contestant', ...sizes.map((size) => `${size} MB`)], rows),
  ].join('\n\n');
}
