import { AuthenticationError } from '../errors/index.ts';
import type { Callback } from '../generated/types/index.ts';
import { ExpiringCache } from './expiring-cache.ts';
import { readAnswer } from './job-answer.ts';
import { isReviewName, keyOfQuestion, partOfOne, type JobHint, type JobQuestion } from './job-question.ts';
import { TokenBucket, type Rate } from './token-bucket.ts';
import { withinTime } from './within-time.ts';

/**
 * Asks the API for a job by what a callback says of it. Gives what the API answers, in any form that {@link parseCallback} takes, or
 * the job alone, or `undefined` if there is no such job. What it throws makes the receiver answer 503.
 */
export type FetchJob = (hint: JobHint) => unknown;

export interface LookupOptions {
  /** In milliseconds. */
  readonly timeout: number;
  readonly entries: number;
  /** In milliseconds. */
  readonly ttl: number;
  readonly rate: Rate;
}

/** The job as a callback of its own, or why there is none. Shared by all that ask, so it must not get into other hands. */
export type LookupAnswer = Callback | AuthenticationError;

// A job that can't change any more, by the names of the API.
const settled: readonly (string | undefined)[] = ['Success', 'Failed', 'Cancel'];

const secondsToRecover = 10;

/** Asks for jobs, no more often than it must. */
export class JobLookup {
  readonly #fetchJob: FetchJob;
  readonly #options: LookupOptions;
  readonly #bucket: TokenBucket;
  /**
   * Jobs alone, and not that there is none: the API may know of one later than the sender, and it was asked with a hint that somebody
   * may have made up, so that it said no of a job that it knows by the right one.
   */
  readonly #known: ExpiringCache<Callback>;
  readonly #running = new Map<string, Promise<LookupAnswer>>();

  constructor(fetchJob: FetchJob, options: LookupOptions) {
    this.#fetchJob = fetchJob;
    this.#options = options;
    this.#bucket = new TokenBucket(options.rate);
    this.#known = new ExpiringCache(options.entries);
  }

  async ask(question: JobQuestion, callback: Callback): Promise<LookupAnswer> {
    const key = keyOfQuestion(question);
    const before = this.#running.get(key);
    if (before !== undefined) {
      const answer = await before;
      if (!isNoJob(answer) && !isOutdated(answer, question)) return answer;
    }
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const since = this.#running.get(key);
    if (since !== undefined) {
      const answer = await since;
      if (!isNoJob(answer)) return answer;
    }
    return this.#start(key, question, callback);
  }

  #start(key: string, question: JobQuestion, callback: Callback): LookupAnswer | Promise<LookupAnswer> {
    const wait = this.#bucket.take();
    if (wait > 0) {
      const retryAfter = Math.ceil(wait);
      return new AuthenticationError('auth.rate_limited', 'Too many jobs are asked for.', { retryAfter });
    }
    const answer = this.#fetch(key, question, callback).finally(() => {
      if (this.#running.get(key) === answer) this.#running.delete(key);
    });
    this.#running.set(key, answer);
    return answer;
  }

  async #fetch(key: string, question: JobQuestion, callback: Callback): Promise<LookupAnswer> {
    const { id, event, tag } = question;
    const { timeout, ttl } = this.#options;
    let answer: Callback | undefined;
    try {
      const given = await withinTime((signal) => this.#fetchJob({ id, event, tag, callback, signal }), timeout);
      answer = readAnswer(given, question);
    } catch (cause) {
      const options = { cause, retryAfter: secondsToRecover };
      return new AuthenticationError('auth.unavailable', 'The job could not be asked for.', options);
    }
    if (answer === undefined) return new AuthenticationError('auth.forbidden', 'There is no such job.');
    if (isSettled(answer, question)) this.#known.set(key, answer, ttl);
    return answer;
  }
}

/** Whether a job can't change any more. What a review came to can, since people may decide otherwise than the machine. */
function isSettled(answer: Callback, { event }: JobQuestion): boolean {
  return !isReviewName(event) && settled.includes(partOfOne(answer)?.state);
}

/** Whether a callback may tell of something later than the answer to a question that was asked before it came. */
function isOutdated(answer: LookupAnswer, question: JobQuestion): boolean {
  if (answer instanceof AuthenticationError || isSettled(answer, question)) return false;
  return isReviewName(question.event) || partOfOne(answer)?.state !== question.state;
}

function isNoJob(answer: LookupAnswer): boolean {
  return answer instanceof AuthenticationError && answer.code === 'auth.forbidden';
}
