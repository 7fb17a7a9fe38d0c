import { isTaskFinish, isUnknownCallback, isUnknownJob } from '../api/guards.ts';
import type { Callback, Job } from '../generated/types/index.ts';

/** What handlers get: one job of a callback, or the callback itself where it has no list of jobs. */
export interface Item {
  readonly value: Job | Callback;
  readonly event: string;
  /** The job's `Tag`, if it is a job. */
  readonly tag: string | undefined;
  readonly isJob: boolean;
  /** Whether the schema has its kind. */
  readonly isKnown: boolean;
  /** The job's `JobId`, the workflow's `RunId`, or what else tells it from others of its kind. */
  readonly id: string | undefined;
  readonly state: string | undefined;
  /** What a review came to: people may decide otherwise later than the machine, which is another callback then. */
  readonly result: string | undefined;
}

/** Takes a callback apart into what is handled by itself. */
export function itemsOf(callback: Callback): Item[] {
  if (!isTaskFinish(callback)) return [itemOfEvent(callback)];
  // Without validation the list may be missing.
  const { JobsDetail: jobs }: { readonly JobsDetail?: readonly Job[] } = callback;
  return jobs?.map(itemOfJob) ?? [];
}

function itemOfJob(job: Job): Item {
  return {
    value: job,
    event: 'TaskFinish',
    tag: job.Tag,
    isJob: true,
    isKnown: !isUnknownJob(job),
    id: job.JobId,
    state: job.State,
    result: undefined,
  };
}

function itemOfEvent(callback: Callback): Item {
  return {
    value: callback,
    // Without validation it may be missing.
    event: (callback as { readonly EventName?: string }).EventName ?? '',
    tag: undefined,
    isJob: false,
    isKnown: !isUnknownCallback(callback),
    ...identityOf(callback),
  };
}

/** The fields of events that tell who they are, wherever they have them. */
interface IdentityFields {
  readonly WorkflowExecution?: { readonly RunId?: string; readonly State?: string };
  readonly JobsDetail?: {
    readonly JobId?: string;
    readonly State?: string;
    readonly Result?: number;
    /** What some reviews have in place of `Result`. */
    readonly Suggestion?: number;
    readonly ForbidState?: number;
  };
  readonly code?: number;
  readonly data?: { readonly trace_id?: string; readonly result?: number; readonly forbidden_status?: number };
}

function identityOf(callback: Callback): Pick<Item, 'id' | 'state' | 'result'> {
  if (isUnknownCallback(callback)) return { id: undefined, state: undefined, result: undefined };
  const { WorkflowExecution: run, JobsDetail: review, code, data } = callback as IdentityFields;
  if (run !== undefined) return { id: run.RunId, state: run.State, result: undefined };
  if (review !== undefined) {
    return {
      id: review.JobId,
      state: review.State,
      result: `${review.Result ?? review.Suggestion}.${review.ForbidState}`,
    };
  }
  return { id: data?.trace_id, state: stateOfCode(code), result: `${data?.result}.${data?.forbidden_status}` };
}

/** The simple form of a review has a code in place of a state; zero means success. */
function stateOfCode(code: number | undefined): string | undefined {
  if (code === undefined) return undefined;
  return code === 0 ? 'Success' : 'Failed';
}
