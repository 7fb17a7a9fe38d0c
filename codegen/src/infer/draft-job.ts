import { posix } from 'node:path';
import { type Layers, propertiesOf } from '../layers.ts';
import { kebabCase } from '../emit/names.ts';
import { findJobChoice } from '../lint/rules/choices.ts';
import { jobsOf } from '../lint/rules/kinds.ts';
import { resolveReference, type SchemaSet, vocabularyFile } from '../load.ts';
import type { SchemaNode } from '../schema-node.ts';
import type { Member } from '../variants.ts';
import { allOf, type Draft, noteMissed, originOf } from './draft-property.ts';
import { isLeftToOthers } from './match.ts';
import { Observed } from './observed.ts';
import { placeholder } from './placeholder.ts';
import { shownPresence } from './presence.ts';
import { draftBeyond, draftObject } from './refine.ts';
import { Report } from './report.ts';
import { isUnseenJob, type Candidate, type Found, type SharedDefinitions } from './shared-definitions.ts';
import { pascalCase, type Titles } from './titles.ts';
import { referenceFrom } from './written.ts';

/** A schema as the whole of a file. */
export interface SchemaFile extends SchemaNode {
  readonly $schema: string;
}

/** The file of a type of jobs that the schema does not know. */
export interface NewJob {
  readonly tag: string;
  /** Relative to the schema's directory. */
  readonly file: string;
  readonly content: SchemaFile;
  readonly entry: ChoiceEntry;
  readonly report: Report;
  /** How many jobs were seen. */
  readonly jobs: number;
}

/** What names a new file among the kinds of jobs. */
export interface ChoiceEntry {
  readonly file: string;
  /** Of the list of kinds. */
  readonly pointer: string;
  readonly reference: string;
  /** The entry that it goes before. */
  readonly before: string;
}

/** Names that can be made into those of a file and of a type. */
export function isTypeName(tag: string): boolean {
  return /^[A-Za-z][\w.-]{0,63}$/.test(tag);
}

/** Drafts the file of a type of jobs. */
export function draftJob(
  schema: SchemaSet,
  shared: SharedDefinitions,
  titles: Titles,
  tag: string,
  observed: Observed,
): NewJob {
  const members = jobsOf(schema);
  const folder = posix.dirname(members.at(-1)?.at.file ?? '');
  const file = `${folder}/${kebabCase(tag)}.schema.json`;
  const report = new Report(tag);
  const owner = pascalCase(tag);
  const draft: Draft = { schema, shared, titles, file, owner, presence: shownPresence(observed), report };
  const title = titles.ofFile(`${owner}Job`);
  const base = baseOf(shared, members, observed);
  if (base !== undefined) noteMissed(draft, [], base);
  const content: SchemaFile = {
    $schema: referenceFrom(file, vocabularyFile),
    title,
    description: placeholder('what jobs of this type do'),
    ...originOf([tag]),
    type: 'object',
    ...allOf(draft, base),
    required: ['Tag'],
    properties: propertiesOfJob(draft, base?.layers ?? [], tag, observed),
  };
  return { tag, file, content, entry: entryOf(schema, file), report, jobs: observed.objects.all.jobs.size };
}

/** What the type builds on: the most exact of what other types do that bodies agree with. */
function baseOf(shared: SharedDefinitions, members: readonly Member[], observed: Observed): Found | undefined {
  const seen = members.filter(({ at }) => !isUnseenJob(at.node));
  const candidates = seen.map(({ at }): Candidate => ({
    files: (at.node.allOf ?? []).map(({ $ref = '' }) => posix.join(posix.dirname(at.file), $ref)),
    isWhole: false,
  }));
  return shared.bestOf(candidates, observed);
}

/** The fields to write, in the order of the bodies. */
function propertiesOfJob(
  draft: Draft,
  layers: Layers,
  tag: string,
  observed: Observed,
): Readonly<Record<string, SchemaNode>> {
  const properties = new Map(Object.entries(draftBeyond(draft, layers, [], observed, true)));
  properties.set('Tag', { type: 'string', const: tag, description: "The job's type.", 'x-presence': 'always' });
  for (const [name, own] of propertiesOf(draft.schema, layers)) {
    if (!properties.has(name) && isLeftToOthers(draft.schema, own))
      properties.set(name, draftObject(draft, [name], new Observed(), 'sometimes'));
  }
  const order = [...observed.fields.keys()];
  return Object.fromEntries([...properties].toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other)));
}

function entryOf(schema: SchemaSet, file: string): ChoiceEntry {
  const choice = findJobChoice(schema);
  const from = choice?.file ?? '';
  const references = (choice?.node.anyOf ?? []).map(({ $ref = '' }) => $ref);
  const before =
    references.slice(0, -1).find((reference) => (resolveReference(schema, from, reference)?.file ?? '') > file) ??
    references.at(-1) ??
    '';
  return {
    file: from,
    pointer: `${choice?.pointer ?? ''}/anyOf`,
    reference: referenceFrom(from, file),
    before,
  };
}
