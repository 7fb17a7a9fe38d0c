import { eventNames, jobTags } from '../generated/registry.ts';
import type {
  Callback,
  EventByName,
  EventName,
  Job,
  JobByTag,
  JobTag,
  UnknownCallback,
  UnknownJob,
} from '../generated/types/index.ts';

const knownEvents: ReadonlySet<string> = /* @__PURE__ */ new Set(eventNames);
const knownTags: ReadonlySet<string | undefined> = /* @__PURE__ */ new Set<string | undefined>(jobTags);

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
  return name.startsWith('Review') && knownEvents.has(name);
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
  return !knownEvents.has(callback.EventName);
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
  return !knownTags.has(job.Tag);
}
