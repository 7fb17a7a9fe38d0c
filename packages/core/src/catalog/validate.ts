import { pointerTo, type Issue } from '../errors/index.ts';
import { issueOf, unknownNameIssue } from '../validation/issue-of.ts';
import type { Catalog, ValidatorTable } from './catalog.ts';

/** Compares a callback with what is known, and lists where they differ. */
export function validate({ events, jobs }: Catalog, callback: object, mode: 'lenient' | 'strict'): Issue[] {
  const { EventName: event, JobsDetail: entries } = callback as {
    readonly EventName?: unknown;
    readonly JobsDetail?: unknown;
  };
  const table = events[mode];
  const issues = violations(table, event, callback, '');
  if (mode === 'strict' && isUnknown(table, event))
    issues.push(unknownNameIssue('/EventName', event, [...table.known.keys()]));
  if (event !== 'TaskFinish' || !Array.isArray(entries)) return issues;
  return issues.concat(
    entries.flatMap((job, index) => validateJob(jobs[mode], job, pointerTo('/JobsDetail', index), mode)),
  );
}

function validateJob(table: ValidatorTable, job: unknown, path: string, mode: 'lenient' | 'strict'): Issue[] {
  // That an entry is no object at all is said of the list that it is in.
  if (typeof job !== 'object' || job === null || Array.isArray(job)) return [];
  const { Tag: tag } = job as { readonly Tag?: unknown };
  const issues = violations(table, tag, job, path);
  if (mode === 'strict' && isUnknown(table, tag))
    issues.push(unknownNameIssue(pointerTo(path, 'Tag'), tag, [...table.known.keys()]));
  return issues;
}

function violations(table: ValidatorTable, name: unknown, value: object, path: string): Issue[] {
  const validator = (typeof name === 'string' ? table.known.get(name) : undefined) ?? table.unknown;
  if (validator(value)) return [];
  return (validator.errors ?? []).map((violation) => issueOf(violation, value, path));
}

function isUnknown(table: ValidatorTable, name: unknown): boolean {
  return typeof name === 'string' && !table.known.has(name);
}
