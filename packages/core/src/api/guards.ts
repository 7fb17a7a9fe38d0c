import type { Callback, EventByName, Job, JobByTag, JobTag } from '../generated/types.ts';

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
