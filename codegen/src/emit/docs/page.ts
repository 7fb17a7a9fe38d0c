import { type Definition, definitionOf, type Model } from '../../model.ts';
import type { Sample } from '../../samples.ts';
import { markdownBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { evidenceName, isUnverified, proofs } from '../evidence.ts';
import { fieldCells, fieldColumns, sourceSentence } from './field-cells.ts';
import { fieldRows } from './field-rows.ts';
import { code, table } from './markdown.ts';

/** The page of an event or a job: what it is, a row for each of its fields, and a body. */
export function definitionPage(
  model: Model,
  title: string,
  introduction: string,
  samples: readonly Sample[],
): GeneratedFile {
  const definition = definitionOf(model, title);
  const rows = fieldRows(model, definition).map((row) => fieldCells(model, row));
  const content = [
    `# ${title}`,
    description(definition),
    introduction,
    table(fieldColumns, rows).trimEnd(),
    legend,
    sampleSection(samples),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
  return { path: pagePath(title), content: `${markdownBanner([definition.file])}${content}\n` };
}

function sampleSection(samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const bodies = samples.map(({ file, bytes }) => {
    const language = file.endsWith('.xml') ? 'xml' : 'json';
    return `<details><summary>${language.toUpperCase()}</summary>\n\n\`\`\`${language}\n${Buffer.from(bytes).toString('utf8').trimEnd()}\n\`\`\`\n\n</details>`;
  });
  return ['## Sample', 'The same callback in each format, from `schema/samples`.', ...bodies].join('\n\n');
}

export function pagePath(title: string): string {
  return `${title}.md`;
}

const unseen = `**Unverified.** No body of this type has been seen: what is said here can be wrong. Where a field is known from a
\`sample\`, that is one of another type.`;

const legend = `**Present** is relative to the object that the field is in; a field in bold is there in every callback that core gives.
**Known from** is ${Object.entries(proofs)
  .map(([evidence, { name, doubt }]) => `${code(evidence)}: ${name}${doubt === undefined ? '' : ', unverified'}`)
  .join('; ')}.`;

function description({ description: text, deprecated, evidence, sources }: Definition): string {
  const known = [`Known from ${evidenceName(evidence)}.`, ...sourceSentence(sources)];
  return [
    deprecated ? `**Deprecated.** ${text}` : text,
    isUnverified(evidence) ? unseen : '',
    evidence === undefined ? '' : known.join(' '),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
