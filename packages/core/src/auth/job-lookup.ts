import { AuthenticationError } from '../errors/index.ts';
import type { Callback } from '../generated/types/index.ts';
import { ExpiringCache } from './expiring-cache.ts';
import { readAnswer } from './job-answer.ts';
import { partOfOne, type JobHint, type JobQuestion } from './job-question.ts';
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

// A job that is not there may be there soon: the API may know later of it than the sender.
const longestRefusal = 10_000;

const secondsToRecover = 10;

/** Asks for jobs, no more often than it must. */
export class JobLookup {
  readonly #fetchJob: FetchJob;
  readonly #options: LookupOptions;
  readonly #bucket: TokenBucket;
  /** `no job` where the API said that there is none. */
  readonly #known: ExpiringCache<Callback | 'no job'>;
  readonly #running = new Map<string, Promise<LookupAnswer>>();

  constructor(fetchJob: FetchJob, options: LookupOptions) {
    this.#fetchJob = fetchJob;
    this.#options = options;
    this.#bucket = new TokenBucket(options.rate);
    this.#known = new ExpiringCache(options.entries);
  }

  async ask(question: JobQuestion, callback: Callback): Promise<LookupAnswer> {
    const key = JSON.stringify([question.event, question.tag, question.id]);
    const running = this.#running.get(key);
    if (running !== undefined) {
      const answer = await running;
      if (!isOutdated(answer, question)) return answer;
    }
    const known = this.#known.get(key);
    if (known !== undefined) return known === 'no job' ? noJob() : known;
    return this.#running.get(key) ?? this.#start(key, question, callback);
  }

  #start(key: string, question: JobQuestion, callback: Callback): LookupAnswer | Promise<LookupAnswer> {
    const wait = this.#bucket.take();
    if (wait > 0) {
      const retryAfter = Math.ceil(wait);
      return new AuthenticationError('auth.rate_limited', 'Too many jobs are asked for.', { retryAfter });
    }
    const answer = this.#fetch(key, question, callback).finally(() => this.#running.delete(key));
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
    if (answer === undefined) {
      this.#known.set(key, 'no job', Math.min(ttl, longestRefusal));
      return noJob();
    }
    if (settled.includes(partOfOne(answer)?.state)) this.#known.set(key, answer, ttl);
    return answer;
  }
}

/** Whether a callback tells of a later state than the answer to a question that was asked before it came. */
function isOutdated(answer: LookupAnswer, { state }: JobQuestion): boolean {
  if (answer instanceof AuthenticationError) return false;
  const known = partOfOne(answer)?.state;
  return known !== state && !settled.includes(known);
}

function noJob(): AuthenticationError {
  return new AuthenticationError('auth.forbidden', 'There is no such job.');
}
