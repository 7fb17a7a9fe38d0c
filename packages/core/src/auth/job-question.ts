import type { Callback } from '../generated/types/index.ts';
import { textAt } from './callback-text.ts';
import type { WebAbortSignal } from '../platform/web-types.ts';

/** Which job {@link confirmJob} wants to know about. All of it comes from whoever sent the callback, and may be made up. */
export interface JobHint {
  /** Identity of the job, of the workflow's run, or of the review. */
  readonly id: string;
  /**
   * `TaskFinish`, `WorkflowFinish`, or the name of a review. The API's answer about a review does not tell of what kind it is: ask for
   * what the event names, and give nothing for one that you don't use.
   */
  readonly event: string;
  /** The job's type, where the callback has one. It tells which API to ask, if you use several. */
  readonly tag: string | undefined;
  /** The callback that came. Never make an address or a path of what it says without comparing it with a list of your own. */
  readonly callback: Callback;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: WebAbortSignal;
}

/** A question that a callback leads to. */
export interface JobQuestion {
  readonly id: string;
  readonly event: string;
  readonly tag: string | undefined;
  /** What the callback says of the job's state. */
  readonly state: string | undefined;
}

// The vendor's identities have about 35 characters. What a sender makes up is kept in memory for a while.
const longest = 128;

/**
 * What to ask about a callback, in the order of its jobs; undefined if there is something in it that can't be asked about. A job that it
 * names many times is asked for once, and is there once: a sender must not decide how often an answer is copied.
 */
export function questionsOf(callback: Callback): readonly JobQuestion[] | undefined {
  const questions = new Map<string, JobQuestion>();
  for (const part of partsOf(callback)) {
    const question = questionOf(part);
    if (question === undefined) return undefined;
    questions.set(keyOfQuestion(question), question);
  }
  return questions.size > 0 ? [...questions.values()] : undefined;
}

/** What has the same key is the same job. */
export function keyOfQuestion({ event, tag, id }: JobQuestion): string {
  return JSON.stringify([event, tag, id]);
}

/** What the only job, run or review of a callback says of itself. */
export function partOfOne(callback: Callback): Part | undefined {
  return partsOf(callback)[0];
}

type Part = Omit<JobQuestion, 'id'> & { readonly id: string | undefined };

function questionOf({ id, ...part }: Part): JobQuestion | undefined {
  if (id === undefined || id === '' || id.length > longest || (part.tag?.length ?? 0) > longest) return undefined;
  return { id, ...part };
}

/** What can be asked about one by one. */
function partsOf(callback: Callback): readonly Part[] {
  const event = textAt(callback, 'EventName') ?? '';
  if (event === 'TaskFinish') return jobsOf(callback).map((job) => partOf(event, job));
  if (event === 'WorkflowFinish') {
    const place = 'WorkflowExecution';
    return [{ id: textAt(callback, place, 'RunId'), event, tag: undefined, state: textAt(callback, place, 'State') }];
  }
  if (!isReviewName(event)) return [];
  const { id, state } = partOf(event, (callback as { readonly JobsDetail?: unknown }).JobsDetail);
  return [{ id: id ?? textAt(callback, 'data', 'trace_id'), event, tag: undefined, state }];
}

/** Whether an event is a review; also one that this version does not know, which has its identity in the same place if in any. */
export function isReviewName(event: string): boolean {
  return event.startsWith('Review');
}

function partOf(event: string, job: unknown): Part {
  return { id: textAt(job, 'JobId'), event, tag: textAt(job, 'Tag'), state: textAt(job, 'State') };
}

/** The jobs of a callback, which has a list of them unless it was read without validation. */
export function jobsOf(callback: Callback): readonly unknown[] {
  const { JobsDetail: jobs } = callback as { readonly JobsDetail?: unknown };
  return Array.isArray(jobs) ? jobs : [];
}
