import { eventNames } from '../generated/registry.ts';
import type { Callback, EventByName, EventName, Job, JobByTag, JobTag } from '../generated/types.ts';

/** Whether a callback reports finished jobs. */
export function isTaskFinish(callback: Callback): callback is EventByName['TaskFinish'] {
  return callback.EventName === 'TaskFinish';
}

/** Whether a callback reports the run of a workflow: its end or, as its `State` tells, its beginning. */
export function isWorkflowFinish(callback: Callback): callback is EventByName['WorkflowFinish'] {
  return callback.EventName === 'WorkflowFinish';
}

/** A callback of content moderation, whatever the content and the form. */
export type Review = EventByName[Extract<EventName, `Review${string}`>];

/**
 * Whether a callback reports a review of content moderation, of any content that this version knows. The detailed forms have
 * `JobsDetail`, the simple ones `data`.
 *
 * @example
 * ```ts
 * if (isReview(callback)) {
 *   if ('data' in callback) console.log(callback.data.trace_id, callback.data.result);
 *   else console.log(callback.JobsDetail.JobId, callback.JobsDetail.Label);
 * }
 * ```
 */
export function isReview(callback: Callback): callback is Review {
  const { EventName: name } = callback;
  return name.startsWith('Review') && (eventNames as readonly string[]).includes(name);
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
