import { pointerTo, type Issue } from '../errors/index.ts';
import { eventValidators, jobValidators, type ValidatorTable } from '../generated/registry.ts';
import { issueOf, unknownNameIssue } from './issue-of.ts';

export interface ValidateOptions {
  /** `lenient` by default; see {@link ValidationMode}. */
  readonly mode?: 'lenient' | 'strict' | undefined;
}

/**
 * Compares a callback with the schema, and lists where they differ.
 *
 * @example
 * ```ts
 * for (const { path, code, expected, actual } of validateCallback(callback, { mode: 'strict' })) console.warn(path, code, expected, actual);
 * ```
 *
 * @throws {TypeError} for another mode than these two
 */
export function validateCallback(callback: object, { mode = 'lenient' }: ValidateOptions = {}): Issue[] {
  if (mode !== 'lenient' && mode !== 'strict')
    throw new TypeError(`mode must be 'lenient' or 'strict', not ${String(mode)}`);
  const { EventName: event, JobsDetail: jobs } = callback as {
    readonly EventName?: unknown;
    readonly JobsDetail?: unknown;
  };
  const issues = validate(eventValidators[mode], event, callback, '');
  if (mode === 'strict' && isUnknown(eventValidators[mode], event))
    issues.push(unknownNameIssue('/EventName', event, [...eventValidators[mode].known.keys()]));
  if (event !== 'TaskFinish' || !Array.isArray(jobs)) return issues;
  return issues.concat(jobs.flatMap((job, index) => validateJob(job, pointerTo('/JobsDetail', index), mode)));
}

function validateJob(job: unknown, path: string, mode: 'lenient' | 'strict'): Issue[] {
  // That an entry is no object at all is said of the list that it is in.
  if (typeof job !== 'object' || job === null || Array.isArray(job)) return [];
  const { Tag: tag } = job as { readonly Tag?: unknown };
  const issues = validate(jobValidators[mode], tag, job, path);
  if (mode === 'strict' && isUnknown(jobValidators[mode], tag))
    issues.push(unknownNameIssue(pointerTo(path, 'Tag'), tag, [...jobValidators[mode].known.keys()]));
  return issues;
}

function validate(table: ValidatorTable, name: unknown, value: object, path: string): Issue[] {
  const validator = (typeof name === 'string' ? table.known.get(name) : undefined) ?? table.unknown;
  if (validator(value)) return [];
  return (validator.errors ?? []).map((violation) => issueOf(violation, value, path));
}

function isUnknown(table: ValidatorTable, name: unknown): boolean {
  return typeof name === 'string' && !table.known.has(name);
}
