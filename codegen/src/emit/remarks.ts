import type { Definition, Field } from '../model.ts';
import type { Kind } from '../schema-node.ts';
import { evidenceName, isUnverified, proofs } from './evidence.ts';

/** What a comment says of a definition: its description, what it is known from, and where that is written. */
export function definitionRemarks(definition: Definition): string {
  return remarks([definition.description, ...evidenceRemark(definition)], definition);
}

/** What a comment says of an event or a job: also whether a body of its type has ever been seen. */
export function kindRemarks(definition: Definition): string {
  return remarks([definition.description, ...unseenRemark(definition)], definition);
}

/** What a comment says of a field: also what its text holds, in which unit, and an example. */
export function fieldRemarks(field: Field): string {
  return remarks([field.description, ...kindRemark(field), ...exampleRemark(field), ...evidenceRemark(field)], field);
}

function remarks(sentences: readonly string[], { sources, deprecated }: Pick<Field, 'sources' | 'deprecated'>): string {
  const tags = [...sources.map((source) => `@see ${source}`), ...(deprecated ? ['@deprecated'] : [])];
  return [...wrap(sentences.join(' ')), ...(tags.length > 0 ? [''] : []), ...tags].join('\n');
}

const kindSentences: Readonly<Record<Kind, string>> = {
  integer: 'An integer as text',
  number: 'A number as text',
  time: 'A time as text',
  timestamp: 'An RFC 3339 timestamp as text',
  datetime: 'A date and time as text',
};

function kindRemark({ type, unit }: Field): readonly string[] {
  const kind = type.type === 'text' ? type.kind : undefined;
  if (kind === undefined) return unit === undefined ? [] : [`Unit: ${unit}.`];
  return [`${kindSentences[kind]}${unit === undefined ? '' : `, unit: ${unit}`}.`];
}

function exampleRemark({ examples }: Field): readonly string[] {
  return examples.length === 0 ? [] : [`For example ${examples.map((example) => `\`${example}\``).join(', ')}.`];
}

function evidenceRemark({ evidence }: Pick<Field, 'evidence'>): readonly string[] {
  const doubt = evidence === undefined ? undefined : proofs[evidence].doubt;
  return doubt === undefined ? [] : [doubt];
}

function unseenRemark({ evidence }: Definition): readonly string[] {
  if (!isUnverified(evidence)) return [];
  return [`Unverified: no body of this type has been seen. It is known from ${evidenceName(evidence)}.`];
}

/** Breaks a paragraph into lines that fit a comment inside an interface. */
function wrap(paragraph: string): readonly string[] {
  const lines: string[] = [];
  for (const word of paragraph.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > commentWidth) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

const commentWidth = 114;
