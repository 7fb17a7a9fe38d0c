import { resolve } from 'node:path';
import { DiagnosticError } from '../diagnostics.ts';
import { findFormatOptions } from '../format.ts';
import { lintSchema } from '../lint/index.ts';
import { loadSchema, type SchemaSet } from '../load.ts';
import { findRoot } from '../variants.ts';
import { readCaptures } from './captures.ts';
import { describeProposal } from './describe-proposal.ts';
import { propose } from './propose.ts';
import { contentsOf, writeNewJobs } from './write-proposal.ts';

export interface InferOptions {
  /** The directory of the schema. */
  readonly schema: string;
  /** Files of bodies. */
  readonly bodies: readonly string[];
  /** Whether files of new types are written. */
  readonly write: boolean;
}

/**
 * Proposes what bodies show and the schema lacks. Names of fields and kinds of values are taken from the bodies, and no values.
 * @returns the proposal as text
 * @throws {DiagnosticError} for what is wrong with the schema or a body, or what can't be written
 */
export async function infer({ schema: directory, bodies, write }: InferOptions): Promise<string> {
  const schema = await loadSchema(directory);
  refuseUnusable(schema);
  const captures = await readCaptures(bodies, findRoot(schema)?.node['x-root'] ?? '');
  const proposal = propose(schema, captures);
  const contents = await contentsOf(proposal.newJobs, await findFormatOptions(resolve(directory)));
  const text = describeProposal(proposal, contents);
  if (!write) return text;
  const written = await writeNewJobs(directory, new Set(schema.files.keys()), proposal.newJobs, contents);
  return `${text}\n${written.length === 0 ? 'Nothing to write: fields go into files by hand.' : `Written: ${written.join(', ')}`}\n`;
}

/** What a schema may still be wrong in: between one proposal and the next, descriptions are not written yet. */
const harmless = /^(?:description\.|file\.unreachable$)/;

function refuseUnusable(schema: SchemaSet): void {
  const problems = lintSchema(schema).filter(({ code }) => !harmless.test(code));
  if (problems.length > 0) throw new DiagnosticError(problems);
}
