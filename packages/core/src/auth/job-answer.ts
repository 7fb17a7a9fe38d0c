import { parseCallback } from '../api/parse.ts';
import type { Callback, Job } from '../generated/types/index.ts';
import { kindOf } from '../options/kind-of.ts';
import { textAt } from './callback-text.ts';
import { isReviewName, jobsOf, partOfOne, type JobQuestion } from './job-question.ts';

/**
 * What an answer of the API says of the job that was asked for, as a callback of that job alone; undefined if it says that there is
 * no such job, or speaks of others.
 * @throws {Error} if it says nothing that is understood
 */
export function readAnswer(answer: unknown, { event, id }: JobQuestion): Callback | undefined {
  if (answer === undefined || answer === null) return undefined;
  if (typeof answer !== 'string' && typeof answer !== 'object') {
    throw new TypeError(`An answer is text, bytes or an object, not ${kindOf(answer)}.`);
  }
  const told = parse(isLoneJob(answer) ? { JobsDetail: [answer] } : answer);
  const name = textAt(told, 'EventName');
  if (name === undefined) return requireRefusal(told);
  if (name === 'TaskFinish') return tellOfJob(told, event, id);
  return name === event && partOfOne(told)?.id === id ? told : undefined;
}

// The API promises less than a callback does. That the identity is there is checked here.
function parse(answer: string | object): Callback {
  return parseCallback(answer, { validation: 'off' });
}

function isLoneJob(answer: string | object): boolean {
  return typeof answer === 'object' && Object.hasOwn(answer, 'JobId') && !Object.hasOwn(answer, 'JobsDetail');
}

/** The API lists what it does not know, of what it was asked for. */
function requireRefusal(told: Callback): undefined {
  if (!Object.hasOwn(told, 'NonExistJobIds')) throw new TypeError('The answer tells of no job.');
}

/** The API names no event, so an answer about a review looks like one about a job, but for the job's type. */
function tellOfJob(told: Callback, event: string, id: string): Callback | undefined {
  const job = jobsOf(told).find((candidate) => textAt(candidate, 'JobId') === id);
  if (job === undefined) return undefined;
  if (event === 'TaskFinish') return { EventName: event, JobsDetail: [job as Job] };
  if (!isReviewName(event) || textAt(job, 'Tag') !== undefined) return undefined;
  return parse({ EventName: event, JobsDetail: job });
}
