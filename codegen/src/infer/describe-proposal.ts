import type { NewJob } from './draft-job.ts';
import { count } from './grounds.ts';
import type { Fragment, KnownKind, Proposal } from './propose.ts';
import { type Grounds, type Note, quote } from './report.ts';

/**
 * Writes a proposal for people to read.
 * @param contents the text of each new file, by its path
 */
export function describeProposal(proposal: Proposal, contents: ReadonlyMap<string, string>): string {
  const { newJobs, fragments, known, notes } = proposal;
  return [
    ...newJobs.map((job) => describeNewJob(job, contents.get(job.file) ?? '')),
    ...fragments.map(describeFragment),
    ...(newJobs.length + fragments.length === 0 ? ['The bodies show nothing that the schema lacks.\n'] : []),
    ...(known.length === 0 ? [] : [`Compared with the schema: ${known.map(describeKnown).join(', ')}.\n`]),
    ...(notes.length === 0 ? [] : [describeNotes(notes)]),
  ].join('\n');
}

function describeKnown({ name, type, number }: KnownKind): string {
  return `${name} (${type === 'job' ? count(number, 'job') : count(number, 'body', 'bodies')})`;
}

function describeNewJob({ tag, file, entry, jobs, report }: NewJob, content: string): string {
  return [
    `${tag} is not in the schema: a new type, seen in ${count(jobs, 'job')}.`,
    '',
    file,
    indented(content.trimEnd()),
    '',
    `${entry.file}#${entry.pointer}, before ${entry.before}`,
    indented(JSON.stringify({ $ref: entry.reference })),
    '',
    'What the bodies show:',
    describeGrounds(report.grounds),
    '',
  ].join('\n');
}

function describeFragment({ file, pointer, node, behind, grounds }: Fragment): string {
  return [
    `${file}#${pointer}, ${behind === undefined ? 'first' : `behind ${behind}`}`,
    indented(JSON.stringify(node, undefined, 2)),
    '',
    'What the bodies show:',
    describeGrounds(grounds),
    '',
  ].join('\n');
}

function describeGrounds(grounds: readonly Grounds[]): string {
  const width = (column: 'path' | 'claim'): number => Math.max(0, ...grounds.map((row) => row[column].length));
  const [paths, claims] = [width('path'), width('claim')];
  return indented(
    grounds.map(({ path, claim, shown }) => `${path.padEnd(paths)}  ${claim.padEnd(claims)}  ${shown}`).join('\n'),
  );
}

function describeNotes(notes: readonly Note[]): string {
  const lines = notes.map(({ kind, path, message }) => `${[kind, shownPath(path)].join(' ').trimEnd()}: ${message}`);
  return `Not proposed, for you to decide:\n${indented(lines.join('\n'))}\n`;
}

/** A path as it is, unless a name in it could do something to a terminal. */
function shownPath(path: string): string {
  return /^[\w.-]*$/.test(path) ? path : quote(path);
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
