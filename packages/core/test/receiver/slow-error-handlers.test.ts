import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  memoryStore,
  type Callback,
  type ReceiverAnswer,
  type ReceiverOptions,
  type ReceiverRequest,
} from '../../src/index.ts';
import { codeOf, deferred, job, request, setUp, taskFinish } from './set-up.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When an answer comes, in milliseconds from now, and what it is. */
async function answerOf(answer: Promise<ReceiverAnswer>): Promise<readonly [after: number, number, string]> {
  const start = performance.now();
  const answered = answer.then(
    (given) => [Math.round(performance.now() - start), given.status, codeOf(given)] as const,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return answered;
}

const fail = (): never => {
  throw new Error('boom');
};

function failing(method: 'claim' | 'commit'): ReceiverOptions['idempotency'] {
  const store = memoryStore();
  vi.spyOn(store, method).mockRejectedValue(new Error('down'));
  return { store };
}

const good = taskFinish(job('j1'));

it.each<
  readonly [what: string, body: string, handler: (() => unknown) | undefined, Partial<ReceiverOptions>, number, string]
>([
  ['a body that is broken', '{', undefined, {}, 400, 'json.unexpected_end'],
  ['a body that is no callback', '{"EventName":"TaskFinish"}', undefined, {}, 422, 'validation.failed'],
  ['a job that no handler gets', good, undefined, {}, 500, 'handler.missing'],
  ['a job that no handler gets at once', good, undefined, { ack: 'immediate' }, 500, 'handler.missing'],
  ['no job', '{"EventName":"TaskFinish","JobsDetail":[]}', fail, { validation: 'off' }, 500, 'handler.missing'],
  ['a handler that fails', good, fail, {}, 500, 'handler.failed'],
  ['a store that fails', good, fail, { idempotency: failing('claim') }, 503, 'idempotency.unavailable'],
  ['a store that fails at the end', good, () => {}, { idempotency: failing('commit') }, 503, 'idempotency.unavailable'],
])(
  'answers for %s at the deadline where handlers for errors never end',
  async (_what, body, handler, options, ...rest) => {
    const { receiver, errors } = setUp({ deadline: 1000, ...options });
    if (handler !== undefined) receiver.onAny(handler);
    receiver.onError(() => new Promise(() => {}));
    expect(await answerOf(receiver.receive(request(body)))).toEqual([1000, ...rest]);
    expect(errors).toMatchObject([[expect.anything(), { late: false }]]);
  },
);

it('counts the deadline from when the body has come and been confirmed', async () => {
  const confirm = async (callback: Callback): Promise<{ callback: Callback }> => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return { callback };
  };
  const { receiver } = setUp({ deadline: 1000, auth: () => ({ confirm }) });
  receiver.onAny(async () => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    throw new Error('boom');
  });
  receiver.onError(() => new Promise(() => {}));
  const readBody = async (): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    return good;
  };
  expect(await answerOf(receiver.receive(request('', { readBody })))).toEqual([9000, 500, 'handler.failed']);
});

it('waits no negative time where the deadline has passed', async () => {
  const { receiver } = setUp({ deadline: 1000 });
  receiver.onAny(() => new Promise(() => {}));
  const timer = vi.spyOn(globalThis, 'setTimeout');
  expect(await answerOf(receiver.receive(request(good)))).toEqual([1000, 503, 'handler.deadline']);
  const times = timer.mock.calls.map(([, milliseconds]) => milliseconds ?? 0);
  timer.mockRestore();
  expect(times.length).toBeGreaterThan(0);
  expect(Math.min(...times)).toBe(0);
});

it('tells of a handler that has failed at the latest after the deadline, though its claim is not freed', async () => {
  const store = memoryStore();
  vi.spyOn(store, 'release').mockReturnValue(new Promise(() => {}));
  const { receiver, errors, named } = setUp({ deadline: 1000, idempotency: { store } });
  receiver.onAny(fail);
  const answered = answerOf(receiver.receive(request(good)));
  expect(await answered).toEqual([1000, 500, 'handler.failed']);
  expect(named('failed')).toMatchObject([{ attempt: 1, error: { message: 'boom' } }]);
  expect(errors).toMatchObject([[{ message: 'boom' }, { value: { JobId: 'j1' } }]]);
});

it('answers at the deadline with what has failed before it', async () => {
  const { receiver, errors } = setUp({ deadline: 1000 });
  receiver.on('TaskFinish', ({ JobId }) => (JobId === 'j1' ? fail() : new Promise(() => {})));
  expect(await answerOf(receiver.receive(request(taskFinish(job('j1'), job('j2')))))).toEqual([
    1000,
    500,
    'handler.failed',
  ]);
  expect(errors).toMatchObject([
    [{ message: 'boom' }, { value: { JobId: 'j1' } }],
    [{ code: 'handler.deadline' }, { value: { JobId: 'j2' } }],
  ]);
});

interface Watched {
  readonly work: Promise<unknown>[];
  readonly posted: (body: string) => ReceiverRequest;
}

/** Requests of a platform that keeps what it is to wait for. */
function watched(): Watched {
  const work: Promise<unknown>[] = [];
  return { work, posted: (body) => request(body, { waitUntil: (promise) => void work.push(promise) }) };
}

it.each([
  ['{', {}, 1000],
  [good, {}, 1000],
  [good, { ack: 'immediate' }, 0],
] as const)(
  'goes on after the answer to %s with %j: platforms and close wait for that',
  async (body, options, after) => {
    const { receiver } = setUp({ deadline: 1000, ...options });
    const { work, posted } = watched();
    const end = deferred();
    receiver.onAny(fail);
    receiver.onError(() => end.promise);
    const answered = receiver.receive(posted(body));
    await vi.advanceTimersByTimeAsync(after);
    await answered;
    expect(work).toHaveLength(1);
    const ended: string[] = [];
    void work[0]?.then(() => ended.push('work'));
    void receiver.close().then(() => ended.push('close'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(ended).toEqual([]);
    end.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  },
);

it('leaves nothing to wait for where handlers for errors have ended before the answer', async () => {
  const { receiver, deliver } = setUp({ limits: { concurrency: 1 } });
  const { work, posted } = watched();
  receiver.onAny(fail);
  receiver.onError(() => new Promise((resolve) => setTimeout(resolve, 300)));
  receiver.onError(() => new Promise((resolve) => setTimeout(resolve, 200)));
  expect(await answerOf(receiver.receive(posted(good)))).toEqual([300, 500, 'handler.failed']);
  expect(work).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  const next = deliver(job('j1'));
  await vi.advanceTimersByTimeAsync(300);
  expect(await next).toEqual([500, 'handler.failed']);
});
