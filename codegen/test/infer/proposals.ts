import { type Proposal, propose } from '../../src/infer/propose.ts';
import { parseSchema } from '../../src/load.ts';
import type { SchemaNode } from '../../src/schema-node.ts';
import { capturesOf } from './bodies.ts';
import { repositoryTexts } from './removed.ts';

const repositoryTextsOnce = repositoryTexts();

/** What bodies show that the repository's schema lacks. */
export async function proposalFor(...bodies: readonly string[]): Promise<Proposal> {
  return propose(parseSchema(repositoryTextsOnce), await capturesOf(...bodies));
}

/** What is proposed for a field of the only new type; the path is from the job. */
export function proposedAt({ newJobs }: Proposal, ...path: readonly string[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = newJobs[0]?.content;
  for (const name of path) node = (node?.items ?? node)?.properties?.[name];
  return node;
}

/** What is left to decide, as `path: message`. */
export function notesOf({ notes }: Proposal): readonly string[] {
  return notes.map(({ path, message }) => `${path}: ${message}`);
}
