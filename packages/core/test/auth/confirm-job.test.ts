import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  confirmJob,
  type Admission,
  type ConfirmJobOptions,
  type FetchJob,
  type JobHint,
} from '../../src/auth/index.ts';
import { parseCallback, type Callback } from '../../src/index.ts';
import { sample } from '../samples.ts';
import { outcomeOf, request } from './requests.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function admit(fetchJob: FetchJob, options?: ConfirmJobOptions): (callback: object) => Promise<unknown> {
  const authenticate = confirmJob(fetchJob, options);
  return async (callback) => (authenticate(request()) as Admission).confirm(callback as Callback);
}

/** What came, so far as it matters, and made up where it does not. */
const hint = (id: string, fields: object = {}): object => ({
  EventName: 'TaskFinish',
  JobsDetail: [{ JobId: id, State: 'Success', Tag: 'Tts', Message: 'made up', Operation: {}, ...fields }],
  Extra: 'made up',
});

const job = (id: string, fields: object = {}): object => ({ JobId: id, State: 'Success', Tag: 'Tts', ...fields });
const askedFor = (callback: Callback): string | undefined =>
  (callback as { JobsDetail?: { Input?: { Bucket?: string } }[] }).JobsDetail?.[0]?.Input?.Bucket;
const confirmed = (...jobs: object[]): object => ({
  callback: { EventName: 'TaskFinish', JobsDetail: jobs.map((one) => ({ ...one, Operation: {} })) },
});

describe('the question', () => {
  it('is what a callback says of its job', async () => {
    const fetchJob = vi.fn<FetchJob>(() => job('j1'));
    const callback = hint('j1');
    await admit(fetchJob)(callback);
    expect(fetchJob).toHaveBeenCalledExactlyOnceWith({
      id: 'j1',
      event: 'TaskFinish',
      tag: 'Tts',
      callback,
      signal: expect.any(AbortSignal) as AbortSignal,
    });
  });

  it.each<[string, object, Partial<JobHint>]>([
    ['a job without a type', hint('j1', { Tag: undefined }), { id: 'j1', tag: undefined, event: 'TaskFinish' }],
    [
      'a run',
      { EventName: 'WorkflowFinish', WorkflowExecution: { RunId: 'r1' } },
      { id: 'r1', event: 'WorkflowFinish' },
    ],
    [
      'a review',
      { EventName: 'ReviewText', JobsDetail: { JobId: 'v1', Tag: 'x' } },
      { id: 'v1', event: 'ReviewText', tag: undefined },
    ],
    ['a simple review', { EventName: 'ReviewImage', data: { trace_id: 's1' } }, { id: 's1', event: 'ReviewImage' }],
    ['a review without a name', { EventName: 'Review', data: { trace_id: 's1' } }, { id: 's1', event: 'Review' }],
    ['a long identity', hint('j'.repeat(128)), { id: 'j'.repeat(128) }],
    ['a long type', hint('j1', { Tag: 't'.repeat(128) }), { tag: 't'.repeat(128) }],
  ])('is asked about %s', async (_what, callback, expected) => {
    const fetchJob = vi.fn<FetchJob>(() => undefined);
    expect(outcomeOf(await admit(fetchJob)(callback))).toBe('auth.forbidden');
    expect(fetchJob).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(expected));
  });

  it.each([
    ['no job', { EventName: 'TaskFinish', JobsDetail: [] }],
    ['no list of jobs', { EventName: 'TaskFinish', JobsDetail: { JobId: 'j1' } }],
    ['nothing', { EventName: 'TaskFinish' }],
    ['no name', { JobsDetail: [{ JobId: 'j1' }] }],
    ['no identity', { EventName: 'TaskFinish', JobsDetail: [{ State: 'Success' }] }],
    ['an empty identity', hint('')],
    ['an endless identity', hint('j'.repeat(129))],
    ['an endless type', hint('j1', { Tag: 't'.repeat(129) })],
    ['an identity that is no text', hint(['j1'] as unknown as string)],
    ['an identity for one of two', { EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1' }, {}] }],
    ['a run without an identity', { EventName: 'WorkflowFinish', WorkflowExecution: {} }],
    ['the identity of a job for a run', { ...hint('j1'), EventName: 'WorkflowFinish' }],
    ['a review without an identity', { EventName: 'ReviewImage', data: {} }],
    ['an event that is not known', { EventName: 'DreamFinish', JobsDetail: { JobId: 'j1' }, data: { trace_id: 's1' } }],
  ])('is not asked about %s', async (_what, callback) => {
    const fetchJob = vi.fn<FetchJob>(() => job('j1'));
    const refusal = { code: 'auth.forbidden', status: 403, message: 'The callback names no job.' };
    expect(await admit(fetchJob)(callback)).toMatchObject(refusal);
    expect(fetchJob).not.toHaveBeenCalled();
  });

  it('needs somebody to ask', () => {
    expect(() => confirmJob(undefined as unknown as FetchJob)).toThrow(TypeError);
    expect(() => confirmJob(undefined as unknown as FetchJob)).toThrow(
      'confirmJob: fetchJob must be a function, not undefined.',
    );
  });
});

describe('the answer', () => {
  it.each([
    'transcode/job-api.xml',
    'transcode/job-api.json',
    'tts/workflow.xml',
    'workflow-finish/success.xml',
    'workflow-finish/failed.json',
    'review-image/detail-normal.xml',
    'review-image/simple-blocked.json',
  ])('may be a body, as text, as bytes or as a tree: %s', async (path) => {
    const body = sample(path);
    const told = await admit(() => body.toString())(callbackOf(path));
    expect(told).toEqual({ callback: callbackOf(path) });
    expect(await admit(async () => new Uint8Array(body))(callbackOf(path))).toEqual(told);
    expect(await admit(() => callbackOf(path))(callbackOf(path))).toEqual(told);
  });

  it('may be the job alone, or a body as the API has it, which names no event', async () => {
    for (const answer of [
      job('j1'),
      { JobsDetail: job('j1') },
      { Response: { JobsDetail: [job('j1')] } },
      '<Response><JobsDetail><JobId>j1</JobId><State>Success</State><Tag>Tts</Tag></JobsDetail></Response>',
      { JobsDetail: [job('j0'), job('j1'), job('j2')] },
      { JobId: 'j0', JobsDetail: [job('j1')] },
    ]) {
      expect(await admit(() => answer)(hint('j1'))).toEqual(confirmed(job('j1')));
    }
    const run = { EventName: 'WorkflowFinish', WorkflowExecution: { RunId: 'r1', State: 'Success' } };
    const { WorkflowExecution: told } = run;
    expect(await admit(() => ({ WorkflowExecution: told }))({ ...run, Extra: 'made up' })).toEqual({ callback: run });
  });

  it('about a review is read as one', async () => {
    const review = { EventName: 'ReviewImage', JobsDetail: { JobId: 'v1', State: 'Success', Result: 1 } };
    const made = { EventName: 'ReviewImage', JobsDetail: { JobId: 'v1', Result: 0 } };
    for (const answer of [
      review,
      { JobsDetail: { JobId: 'v1', State: 'Success', Result: '1' } },
      { JobId: 'v1', State: 'Success', Result: '1' },
      '<Response><JobsDetail><JobId>v1</JobId><State>Success</State><Result>1</Result></JobsDetail></Response>',
    ]) {
      expect(await admit(() => answer)(made)).toEqual({ callback: review });
      const simple = { EventName: 'ReviewImage', data: { trace_id: 'v1', result: 0 } };
      expect(await admit(() => answer)(simple)).toEqual({ callback: review });
    }
  });

  it.each<[string, unknown, object]>([
    ['undefined', undefined, hint('j1')],
    ['null', null, hint('j1')],
    ['that there is none', '<Response><NonExistJobIds>j1</NonExistJobIds></Response>', hint('j1')],
    ['another job', job('j2'), hint('j1')],
    ['another job, by case', job('J1'), hint('j1')],
    ['no jobs', { EventName: 'TaskFinish', JobsDetail: [] }, hint('j1')],
    ['a job, for a review', job('j1'), { EventName: 'ReviewImage', JobsDetail: { JobId: 'j1' } }],
    [
      'a job without a type, for a run',
      job('j1', { Tag: undefined }),
      { EventName: 'WorkflowFinish', WorkflowExecution: { RunId: 'j1' } },
    ],
    ['a run, for a job', { WorkflowExecution: { RunId: 'j1' } }, hint('j1')],
    [
      'another run',
      { WorkflowExecution: { RunId: 'r2' } },
      { EventName: 'WorkflowFinish', WorkflowExecution: { RunId: 'r1' } },
    ],
    ['another review', { JobsDetail: { JobId: 'v2' } }, { EventName: 'ReviewImage', JobsDetail: { JobId: 'v1' } }],
    [
      'a review of something else',
      { EventName: 'ReviewText', JobsDetail: { JobId: 'v1' } },
      { EventName: 'ReviewImage', JobsDetail: { JobId: 'v1' } },
    ],
    ['an event that is not known', { EventName: 'DreamFinish', JobsDetail: [job('j1')] }, hint('j1')],
  ])('%s: there is no such job', async (_what, answer, callback) => {
    const result = await admit(() => answer)(callback);
    expect(result).toMatchObject({ code: 'auth.forbidden', status: 403, message: 'There is no such job.' });
  });

  it.each<[string, unknown]>([
    ['a text that is no body', 'Service Unavailable'],
    ['an empty text', ''],
    ['an error of the API', '<Error><Code>AccessDenied</Code></Error>'],
    ['an error of the API in JSON', { Error: { Code: 'AccessDenied' } }],
    ['an empty object', {}],
    ['a list', []],
    ['a response that was not read', new Response('{}')],
    ['a number', 7],
    ['true', true],
    ['false', false],
  ])('%s is nonsense, and asked for again', async (_what, answer) => {
    const fetchJob = vi.fn<FetchJob>(() => answer);
    const confirm = admit(fetchJob);
    const result = await confirm(hint('j1'));
    expect(result).toMatchObject({
      code: 'auth.unavailable',
      status: 503,
      retryAfter: 10,
      cause: expect.any(Error) as Error,
    });
    await confirm(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(2);
  });

  it.each<[unknown, string]>([
    [7, 'text, bytes or an object, not a number'],
    [true, 'text, bytes or an object, not a boolean'],
    ['<Response><RequestId>r1</RequestId></Response>', 'tells of no job'],
  ])('%j is nonsense, and the cause tells why', async (answer, why) => {
    const result = await admit(() => answer)(hint('j1'));
    expect(result).toMatchObject({
      message: 'The job could not be asked for.',
      cause: { message: expect.stringContaining(why) as string },
    });
  });

  it.each<[string, FetchJob]>([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('down'))],
  ])('is not there when fetchJob %s, and asked for again', async (_how, failing) => {
    const fetchJob = vi.fn<FetchJob>(failing);
    const confirm = admit(fetchJob);
    const failed = { code: 'auth.unavailable', retryAfter: 10, cause: new Error('down') };
    expect(await confirm(hint('j1'))).toMatchObject(failed);
    fetchJob.mockReturnValueOnce(job('j1'));
    expect(await confirm(hint('j1'))).toEqual(confirmed(job('j1')));
  });

  it('of a job that a callback names many times is one, and so is the job', async () => {
    const fetchJob = vi.fn<FetchJob>(({ id }) => job(id));
    const JobsDetail = Array.from({ length: 1000 }, () => ({ JobId: 'j1', Tag: 'Tts' }));
    expect(await admit(fetchJob)({ EventName: 'TaskFinish', JobsDetail })).toEqual(confirmed(job('j1')));
    expect(fetchJob).toHaveBeenCalledTimes(1);
  });

  it('of several jobs is one each, in order, up to the first refusal', async () => {
    const fetchJob = vi.fn<FetchJob>(({ id }) => (id === 'j9' ? undefined : job(id)));
    const confirm = admit(fetchJob);
    const several = (...ids: string[]) => ({
      EventName: 'TaskFinish',
      JobsDetail: ids.map((id) => ({ JobId: id, Tag: 'Tts' })),
    });
    expect(await confirm(several('j2', 'j1', 'j2'))).toEqual(confirmed(job('j2'), job('j1')));
    expect(fetchJob).toHaveBeenCalledTimes(2);
    expect(outcomeOf(await confirm(several('j3', 'j9', 'j4')))).toBe('auth.forbidden');
    expect(fetchJob.mock.calls.map(([{ id }]) => id)).toEqual(['j2', 'j1', 'j3', 'j9']);
  });
});

describe('an answer that does not come', () => {
  it.each([
    [undefined, 5000],
    [70, 70],
  ])('is not waited for, with a timeout of %s', async (timeout, expected) => {
    let signal: AbortSignal | undefined;
    const confirm = admit(
      async (given) => {
        ({ signal } = given);
        return new Promise(() => undefined);
      },
      { timeout },
    );
    let result: unknown;
    void confirm(hint('j1')).then((given) => (result = given));
    await vi.advanceTimersByTimeAsync(expected - 1);
    expect([result, signal?.aborted]).toEqual([undefined, false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal?.aborted).toBe(true);
    expect(result).toMatchObject({ code: 'auth.unavailable', retryAfter: 10 });
    expect((result as Error).cause).toMatchObject({ message: expect.stringContaining(`${expected} ms`) as string });
    expect(signal?.reason).toBe((result as Error).cause);
  });

  it('changes nothing when it comes late, and no timer is left of one that comes', async () => {
    const answers: ((answer: unknown) => void)[] = [];
    const fetchJob = vi.fn<FetchJob>(async () => new Promise((resolve) => void answers.push(resolve)));
    const confirm = admit(fetchJob);
    const first = confirm(hint('j1'));
    await vi.advanceTimersByTimeAsync(5000);
    answers[0]?.(job('j1'));
    expect(outcomeOf(await first)).toBe('auth.unavailable');
    const second = confirm(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(2);
    answers[1]?.(job('j1', { Message: 'of the second' }));
    expect(await second).toEqual(confirmed(job('j1', { Message: 'of the second' })));
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what is remembered', () => {
  it.each([
    ['Success', true],
    ['Failed', true],
    ['Cancel', true],
    ['Running', false],
    ['Submitted', false],
    ['Pause', false],
    ['success', false],
    [undefined, false],
  ])('of a job in the state %s: %s', async (State, remembered) => {
    const fetchJob = vi.fn<FetchJob>(() => job('j1', { State }));
    const confirm = admit(fetchJob);
    const first = await confirm(hint('j1', { State }));
    expect(await confirm(hint('j1', { State: 'Running' }))).toEqual(first);
    expect(fetchJob).toHaveBeenCalledTimes(remembered ? 1 : 2);
  });

  it.each([
    [undefined, 60_000],
    [300, 300],
  ])('is asked again after the time, of %s', async (ttl, expected) => {
    const fetchJob = vi.fn<FetchJob>(() => job('j1'));
    const confirm = admit(fetchJob, { cache: { ttl } });
    await confirm(hint('j1'));
    vi.advanceTimersByTime(expected - 1);
    await confirm(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    await confirm(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(2);
  });

  it('is not that there is no such job: another hint may be a better one', async () => {
    const fetchJob = vi.fn<FetchJob>(({ id, callback }) => (askedFor(callback) === 'ours' ? job(id) : undefined));
    const confirm = admit(fetchJob);
    const forged = hint('j1', { Input: { Bucket: 'theirs' } });
    expect(await confirm(forged)).toMatchObject({ code: 'auth.forbidden', message: 'There is no such job.' });
    expect(await confirm(hint('j1', { Input: { Bucket: 'ours' } }))).toEqual(confirmed(job('j1')));
    // What the API has told of the job is true, whoever made it tell that.
    expect(await confirm(forged)).toEqual(confirmed(job('j1')));
    expect(fetchJob).toHaveBeenCalledTimes(2);
  });

  it('is of one job, one type and one event', async () => {
    const run = (RunId: string) => ({ EventName: 'WorkflowFinish', WorkflowExecution: { RunId, State: 'Success' } });
    const fetchJob = vi.fn<FetchJob>(({ id, event }) => (event === 'WorkflowFinish' ? run(id) : job(id)));
    const confirm = admit(fetchJob);
    for (let time = 0; time < 2; time++) {
      await confirm(hint('j1'));
      await confirm(hint('j2'));
      await confirm(hint('j1', { Tag: 'Dna' }));
      await confirm(run('j1'));
    }
    expect(fetchJob).toHaveBeenCalledTimes(4);
  });

  it('is of so many jobs, those that were used last', async () => {
    const fetchJob = vi.fn<FetchJob>(({ id }) => job(id));
    const confirm = admit(fetchJob, { cache: { entries: 2 } });
    const asked = async (id: string): Promise<boolean> => {
      fetchJob.mockClear();
      await confirm(hint(id));
      return fetchJob.mock.calls.length > 0;
    };
    expect([await asked('j1'), await asked('j2'), await asked('j1'), await asked('j3')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect([await asked('j1'), await asked('j3'), await asked('j2')]).toEqual([false, false, true]);
  });

  it('is nothing with no entries, and a thousand jobs otherwise', async () => {
    const fetchJob = vi.fn<FetchJob>(({ id }) => job(id));
    const none = admit(fetchJob, { cache: { entries: 0 } });
    await none(hint('j1'));
    await none(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(2);
    const confirm = admit(fetchJob, { rate: { perSecond: 1, burst: 2000 } });
    for (let number = 0; number < 1001; number++) await confirm(hint(`j${number}`));
    fetchJob.mockClear();
    await confirm(hint('j1'));
    expect(fetchJob).not.toHaveBeenCalled();
    await confirm(hint('j0'));
    expect(fetchJob).toHaveBeenCalledTimes(1);
  });

  it('of runs that have ended too, and not of reviews, which people may decide anew', async () => {
    for (const [ended, times] of [
      [{ EventName: 'WorkflowFinish', WorkflowExecution: { RunId: 'r1', State: 'Success' } }, 1],
      [{ EventName: 'ReviewImage', JobsDetail: { JobId: 'v1', State: 'Success' } }, 2],
    ] as const) {
      const fetchJob = vi.fn<FetchJob>(() => ended);
      const confirm = admit(fetchJob);
      expect(await confirm(ended)).toEqual({ callback: ended });
      expect(await confirm(ended)).toEqual({ callback: ended });
      expect(fetchJob).toHaveBeenCalledTimes(times);
    }
  });

  it('can not be changed by who got it, nor by who gave it', async () => {
    const answer = { JobsDetail: [job('j1', { Extra: { text: 'true' } })] };
    const confirm = admit(() => answer);
    const expected = confirmed(job('j1', { Extra: { text: 'true' } }));
    for (let time = 0; time < 3; time++) {
      const result = (await confirm(hint('j1'))) as {
        callback: { JobsDetail: { State: string; Extra: { text: string } }[] };
      };
      expect(result).toMatchObject(expected);
      for (const handled of result.callback.JobsDetail) {
        handled.State = 'Failed';
        handled.Extra.text = 'false';
      }
      result.callback.JobsDetail.length = 0;
    }
    expect(answer.JobsDetail).toEqual([job('j1', { Extra: { text: 'true' } })]);
  });
});

describe('questions at the same time', () => {
  function later() {
    const answers: ((answer: unknown) => void)[] = [];
    const fetchJob = vi.fn<FetchJob>(async () => new Promise((resolve) => void answers.push(resolve)));
    return { fetchJob, confirm: admit(fetchJob), answer: (index: number, given: unknown) => answers[index]?.(given) };
  }
  const settle = async (): Promise<void> => void (await vi.advanceTimersByTimeAsync(0));

  it('for one job are one, and each gets its own answer', async () => {
    const { fetchJob, confirm, answer } = later();
    const results = [confirm(hint('j1')), confirm(hint('j1')), confirm(hint('j2'))];
    expect(fetchJob).toHaveBeenCalledTimes(2);
    answer(0, job('j1'));
    answer(1, job('j2'));
    const [first, second, third] = await Promise.all(results);
    expect([first, second, third]).toEqual([confirmed(job('j1')), confirmed(job('j1')), confirmed(job('j2'))]);
    expect((first as { callback: object }).callback).not.toBe((second as { callback: object }).callback);
  });

  it('are two if another callback was told that there is no such job', async () => {
    const { fetchJob, confirm, answer } = later();
    const forged = hint('j1', { Input: { Bucket: 'theirs' } });
    const results = [confirm(forged), confirm(hint('j1')), confirm(forged)];
    answer(0, undefined);
    await settle();
    expect(fetchJob).toHaveBeenCalledTimes(2);
    expect(fetchJob.mock.calls[1]?.[0].callback).toEqual(hint('j1'));
    answer(1, job('j1'));
    expect((await Promise.all(results)).map(outcomeOf)).toEqual(['auth.forbidden', 'confirmed', 'confirmed']);
    await confirm(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(2);
  });

  it('are as many as callbacks if the others were told that there is no such job', async () => {
    const { fetchJob, confirm, answer } = later();
    const results = Array.from({ length: 4 }, async (_, index) => confirm(hint('j1', { Message: `of ${index}` })));
    answer(0, undefined);
    await settle();
    expect(fetchJob).toHaveBeenCalledTimes(2);
    answer(1, undefined);
    await settle();
    // Both that are left have waited twice, and ask for themselves now.
    expect(fetchJob).toHaveBeenCalledTimes(4);
    answer(2, undefined);
    await settle();
    // The end of the third question is not the end of the fourth.
    const last = confirm(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(4);
    answer(3, job('j1'));
    expect((await Promise.all([...results, last])).map(outcomeOf)).toEqual([
      'auth.forbidden',
      'auth.forbidden',
      'auth.forbidden',
      'confirmed',
      'confirmed',
    ]);
  });

  it('are two for a review, which may have been decided anew', async () => {
    const { fetchJob, confirm, answer } = later();
    const review = (Result: number) => ({
      EventName: 'ReviewImage',
      JobsDetail: { JobId: 'v1', State: 'Success', Result },
    });
    const results = [confirm(review(2)), confirm(review(0))];
    answer(0, review(2));
    await settle();
    expect(fetchJob).toHaveBeenCalledTimes(2);
    answer(1, review(0));
    expect(await Promise.all(results)).toEqual([{ callback: review(2) }, { callback: review(0) }]);
  });

  it('share a refusal', async () => {
    const { fetchJob, confirm, answer } = later();
    const results = [confirm(hint('j1')), confirm(hint('j1', { State: 'Failed' }))];
    answer(0, 'nonsense');
    expect((await Promise.all(results)).map(outcomeOf)).toEqual(['auth.unavailable', 'auth.unavailable']);
    expect(fetchJob).toHaveBeenCalledTimes(1);
  });

  it('are two if the answer is older than the second callback, and no more', async () => {
    const { fetchJob, confirm, answer } = later();
    const running = confirm(hint('j1', { State: 'Running' }));
    const ended = [confirm(hint('j1')), confirm(hint('j1')), confirm(hint('j1', { State: 'Running' }))];
    answer(0, job('j1', { State: 'Running' }));
    await settle();
    expect(fetchJob).toHaveBeenCalledTimes(2);
    answer(1, job('j1'));
    expect(await running).toEqual(confirmed(job('j1', { State: 'Running' })));
    expect(await Promise.all(ended)).toEqual([
      confirmed(job('j1')),
      confirmed(job('j1')),
      confirmed(job('j1', { State: 'Running' })),
    ]);
    await confirm(hint('j1'));
    expect(fetchJob).toHaveBeenCalledTimes(2);
  });

  it('are one if the answer can not change any more', async () => {
    const { fetchJob, confirm, answer } = later();
    const results = [confirm(hint('j1')), confirm(hint('j1', { State: 'Running' }))];
    answer(0, job('j1', { State: 'Failed' }));
    expect(await Promise.all(results)).toEqual([
      confirmed(job('j1', { State: 'Failed' })),
      confirmed(job('j1', { State: 'Failed' })),
    ]);
    expect(fetchJob).toHaveBeenCalledTimes(1);
  });
});

describe('the rate', () => {
  it.each<[ConfirmJobOptions['rate'], number, number, number]>([
    [undefined, 40, 1, 50],
    [{ perSecond: 0.5, burst: 3 }, 3, 2, 2000],
    [{ perSecond: 0.3, burst: 1.5 }, 1, 2, 1667],
  ])('%j: %s at once', async (rate, burst, retryAfter, interval) => {
    const fetchJob = vi.fn<FetchJob>(() => undefined);
    const confirm = admit(fetchJob, { rate });
    let number = 0;
    const ask = async (): Promise<unknown> => confirm(hint(`j${number++}`));
    for (let time = 0; time < burst; time++) expect(outcomeOf(await ask())).toBe('auth.forbidden');
    const refusal = { code: 'auth.rate_limited', status: 429, message: 'Too many jobs are asked for.', retryAfter };
    expect(await ask()).toMatchObject(refusal);
    expect(fetchJob).toHaveBeenCalledTimes(burst);
    vi.advanceTimersByTime(interval - 1);
    expect(outcomeOf(await ask())).toBe('auth.rate_limited');
    vi.advanceTimersByTime(1);
    expect(outcomeOf(await ask())).toBe('auth.forbidden');
    expect(outcomeOf(await ask())).toBe('auth.rate_limited');
    // A long pause fills no more than there was at first.
    vi.advanceTimersByTime(3_600_000);
    for (let time = 0; time < Math.floor(burst); time++) expect(outcomeOf(await ask())).toBe('auth.forbidden');
    expect(outcomeOf(await ask())).toBe('auth.rate_limited');
  });

  it('is of questions, not of callbacks', async () => {
    const confirm = admit(({ id }) => job(id), { rate: { perSecond: 1, burst: 1 } });
    for (let time = 0; time < 5; time++) expect(await confirm(hint('j1'))).toEqual(confirmed(job('j1')));
    expect(await confirm(hint('j2'))).toMatchObject({ code: 'auth.rate_limited', retryAfter: 1 });
    vi.advanceTimersByTime(1000);
    expect(await confirm(hint('j2'))).toEqual(confirmed(job('j2')));
  });
});

it.each<[string, object]>([
  ['timeout', { timeout: 0 }],
  ['timeout', { timeout: 2 ** 31 }],
  ['timeout', { timeout: Number.NaN }],
  ['timeout', { timeout: '5' }],
  ['cache.entries', { cache: { entries: -1 } }],
  ['cache.entries', { cache: { entries: Number.NaN } }],
  ['cache.entries', { cache: { entries: Number.POSITIVE_INFINITY } }],
  ['cache.ttl', { cache: { ttl: -1 } }],
  ['cache.ttl', { cache: { ttl: Number.POSITIVE_INFINITY } }],
  ['rate.perSecond', { rate: { perSecond: 0, burst: 1 } }],
  ['rate.perSecond', { rate: { perSecond: Number.POSITIVE_INFINITY, burst: 1 } }],
  ['rate.perSecond', { rate: { burst: 1 } }],
  ['rate.burst', { rate: { perSecond: 1, burst: 0.9 } }],
  ['rate.burst', { rate: { perSecond: 1, burst: Number.POSITIVE_INFINITY } }],
  ['rate.burst', { rate: { perSecond: 1 } }],
])('a wrong %s is a mistake that is told: %o', (name, options) => {
  const create = () => confirmJob(() => undefined, options);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(`confirmJob: ${name} must be a number `);
});

it.each<[object | null, string]>([
  [{ timeOut: 5 }, 'timeOut: there is no such option; there are timeout, cache and rate.'],
  [{ cache: { entry: 5 } }, 'cache.entry: there is no such option; there are entries and ttl.'],
  [{ cache: false }, 'cache must be an object, not a boolean.'],
  [{ rate: { perMinute: 5 } }, 'rate.perMinute: there is no such option; there are perSecond and burst.'],
  [{ rate: 5 }, 'rate must be an object, not a number.'],
  [{ rate: { perSecond: 0, burst: 1 } }, 'rate.perSecond must be a number greater than 0, not 0.'],
  [{ timeout: '5' }, 'timeout must be a number from 1 to 2147483647, not "5".'],
  [null, 'options must be an object, not null.'],
])('options %o are a mistake: %s', (options, told) => {
  expect(() => confirmJob(() => undefined, options as object)).toThrow(new TypeError(`confirmJob: ${told}`));
});

it('options that are undefined are none', () => {
  const none = { timeout: undefined, rate: undefined, cache: { entries: undefined, ttl: undefined } };
  expect(() => confirmJob(() => undefined, none)).not.toThrow();
  expect(() => confirmJob(() => undefined, { cache: undefined })).not.toThrow();
});

it('the least and the most of each option do', () => {
  const most = { timeout: 2 ** 31 - 1, cache: { entries: 2 ** 53 - 1, ttl: 0 }, rate: { perSecond: 1e9, burst: 1 } };
  const least = { timeout: 1, cache: { entries: 0, ttl: 0 }, rate: { perSecond: 1e-9, burst: 1 } };
  for (const options of [most, least]) expect(confirmJob(() => undefined, options)).toBeTypeOf('function');
});

function callbackOf(path: string): Callback {
  return parseCallback(sample(path));
}
