import { AuthenticationError } from '../errors/index.ts';
import type { Callback, Job } from '../generated/types/index.ts';
import { kindOf, shownValue } from '../options/kind-of.ts';
import { requireOptions } from '../options/require-options.ts';
import type { Authenticator, Confirmation } from './authenticator.ts';
import { JobLookup, type FetchJob, type LookupOptions } from './job-lookup.ts';
import { jobsOf, questionsOf } from './job-question.ts';
import type { Rate } from './token-bucket.ts';

/** The options of {@link confirmJob}. */
export interface ConfirmJobOptions {
  /** How long one question may take, in milliseconds; 5,000 by default. */
  readonly timeout?: number | undefined;
  /** What is remembered of jobs and runs that have ended, so that a callback that comes again asks nobody. */
  readonly cache?:
    | {
        /** How many jobs; 1,000 by default, 0 for none. */
        readonly entries?: number | undefined;
        /** How long, in milliseconds; 60,000 by default. */
        readonly ttl?: number | undefined;
      }
    | undefined;
  /** How often the API is asked; 20 times per second by default, after a pause 40 times at once. Beyond that the answer is 429. */
  readonly rate?: Rate | undefined;
}

const asker = 'confirmJob';

/**
 * Believes no callback, but asks the API for the job that it names, with your credentials. Handlers get what the API answers in place
 * of what came, so it does not matter who sent it; but anybody can make you ask, so put something cheap before it with {@link all}.
 *
 * A callback of several jobs leads to a question for each, one that has no identity is refused (403). The request that tests an
 * address before it can be registered for reviews has none either, but is answered before anybody is asked.
 *
 * @example
 * ```ts
 * const confirmed = confirmJob(async ({ id, signal }) => {
 *   const answer = await fetch(`https://jobs.internal.example.com/${encodeURIComponent(id)}`, { signal });
 *   if (answer.status === 404) return undefined;
 *   if (!answer.ok) throw new Error(`The API answered ${answer.status}.`);
 *   return answer.text();
 * });
 * const token = process.env['CI_CALLBACK_TOKEN'] ?? '';
 * const authenticate = all(urlToken(token), confirmed);
 * ```
 *
 * @throws {TypeError} if `fetchJob` is no function, for another option, or for a number that an option can't be
 */
export function confirmJob(fetchJob: FetchJob, options: ConfirmJobOptions = {}): Authenticator {
  if (typeof fetchJob !== 'function') {
    throw new TypeError(`${asker}: fetchJob must be a function, not ${kindOf(fetchJob)}.`);
  }
  const lookup = new JobLookup(fetchJob, resolveOptions(options));
  const admission = { confirm: (callback: Callback) => confirm(lookup, callback) };
  return () => admission;
}

async function confirm(lookup: JobLookup, callback: Callback): Promise<Confirmation> {
  const questions = questionsOf(callback);
  if (questions === undefined) return new AuthenticationError('auth.forbidden', 'The callback names no job.');
  const answers: Callback[] = [];
  // One after the other: a made-up callback with many jobs costs one question, since the first has no job.
  for (const question of questions) {
    const answer = await lookup.ask(question, callback);
    if (answer instanceof AuthenticationError) return answer;
    // Handlers may change what they get, and others wait for the same answer.
    answers.push(structuredClone(answer));
  }
  return { callback: joined(answers) };
}

/** Nothing of what came is in it. */
function joined(answers: readonly Callback[]): Callback {
  const [only, ...others] = answers;
  if (only !== undefined && others.length === 0) return only;
  return { EventName: 'TaskFinish', JobsDetail: answers.flatMap(jobsOf) as Job[] };
}

function resolveOptions(options: ConfirmJobOptions): LookupOptions {
  requireOptions(asker, options, { timeout: true, cache: true, rate: true });
  const { timeout = 5000, cache = {}, rate = { perSecond: 20, burst: 40 } } = options;
  requireOptions(asker, cache, { entries: true, ttl: true }, 'cache');
  requireOptions(asker, rate, { perSecond: true, burst: true }, 'rate');
  const { entries = 1000, ttl = 60_000 } = cache;
  // Timers of most platforms know no longer time.
  requireNumber('timeout', timeout, 1, 2 ** 31 - 1);
  requireNumber('cache.entries', entries, 0);
  requireNumber('cache.ttl', ttl, 0);
  requireNumber('rate.burst', rate.burst, 1);
  const { perSecond } = rate;
  if (!Number.isFinite(perSecond) || perSecond <= 0) {
    throw new TypeError(`${asker}: rate.perSecond must be a number greater than 0, not ${shownValue(perSecond)}.`);
  }
  return { timeout, entries, ttl, rate: { ...rate } };
}

function requireNumber(name: string, value: number, least: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw new TypeError(`${asker}: ${name} must be a number from ${least} to ${most}, not ${shownValue(value)}.`);
}
