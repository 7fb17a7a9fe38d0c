import { eventNames, jobTags } from '../generated/registry.ts';
import type {
  Callback,
  EventByName,
  Job,
  JobByTag,
  JobTag,
  UnknownCallback,
  UnknownJob,
} from '../generated/types/index.ts';

/** Whether a callback reports finished jobs. */
export function isTaskFinish(callback: Callback): callback is EventByName['TaskFinish'] {
  return callback.EventName === 'TaskFinish';
}

/**
 * Whether a job is of the given type; narrows to its fields.
 *
 * @example
 * ```ts
 * if (isJob(job, 'VoiceSeparate')) console.log(job.Operation.MediaResult?.OutputFile?.ObjectName);
 * ```
 */
export function isJob<Tag extends JobTag>(job: Job, tag: Tag): job is JobByTag[Tag] {
  return job.Tag === tag;
}

/**
 * Whether a callback is of an event that this version does not know; narrows to its fields as they came. Elsewhere it narrows to
 * the events that are known.
 *
 * @example
 * ```ts
 * if (isUnknownCallback(callback)) console.log('ignored', String(callback.EventName));
 * ```
 */
export function isUnknownCallback(callback: Callback): callback is UnknownCallback {
  return !isOneOf(eventNames, callback.EventName);
}

/**
 * Whether a job is of a type that this version does not know, or has no `Tag`; narrows to its fields as they came. Elsewhere it
 * narrows to the job types that are known.
 *
 * @example
 * ```ts
 * if (isUnknownJob(job)) console.log('ignored', job.Tag === undefined ? 'a job without a type' : String(job.Tag));
 * ```
 */
export function isUnknownJob(job: Job): job is UnknownJob {
  return !isOneOf(jobTags, job.Tag);
}

function isOneOf(names: readonly string[], name: string | undefined): boolean {
  return name !== undefined && names.includes(name);
}
