import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  memoryStore,
  ReceiverError,
  type Claim,
  type IdempotencyStore,
  type Job,
  type ReceiverRequest,
} from '../../src/index.ts';
import { codeOf, deferred, job, request, setUp, taskFinish } from './set-up.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function posted(...jobs: readonly object[]): ReceiverRequest {
  return request(taskFinish(...jobs));
}

it('answers 503 for a job that is being handled, with when to come again', async () => {
  const { receiver, named, lines } = setUp({ idempotency: { lease: 4000 } });
  const end = deferred();
  const handler = vi.fn<() => Promise<void>>(() => end.promise);
  receiver.onAny(handler);
  const first = receiver.receive(posted(job('j1')));
  await vi.advanceTimersByTimeAsync(500);
  const second = await receiver.receive(posted(job('j1')));
  expect([second.status, codeOf(second), second.headers['retry-after']]).toEqual([503, 'idempotency.running', '4']);
  await vi.advanceTimersByTimeAsync(500);
  const third = await receiver.receive(posted(job('j1')));
  expect(third.headers['retry-after']).toBe('3');
  expect(named('duplicate')).toMatchObject([
    { id: 'j1', running: true },
    { id: 'j1', running: true },
  ]);
  expect(lines.map(({ level, fields }) => [level, fields['running']])).toContainEqual(['debug', true]);
  end.resolve();
  expect((await first).status).toBe(200);
  expect(handler).toHaveBeenCalledOnce();
});

it.each([
  ['at least a second', 0, '1'],
  ['at most five seconds, since handlers end before leases do', 30_000, '5'],
])('asks for %s of patience', async (_name, remaining, seconds) => {
  const store = memoryStore();
  vi.spyOn(store, 'claim').mockReturnValue({ state: 'running', remaining });
  const { receiver } = setUp({ idempotency: { store } });
  receiver.onAny(() => {});
  expect((await receiver.receive(posted(job('j1')))).headers['retry-after']).toBe(seconds);
});

it('answers 200 for a job that has been handled, without handling it again', async () => {
  const { receiver, deliver, named, lines } = setUp();
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  await deliver(job('j1'));
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(handler).toHaveBeenCalledOnce();
  expect(named('handled')).toHaveLength(1);
  expect(named('duplicate')).toMatchObject([
    { event: 'TaskFinish', tag: 'VoiceSeparate', id: 'j1', state: 'Success', running: false },
  ]);
  expect(lines.at(-1)).toMatchObject({ level: 'debug', fields: { id: 'j1', running: false } });
});

it('handles the same job in another state', async () => {
  const { receiver, deliver } = setUp();
  const states: unknown[] = [];
  receiver.on('TaskFinish', ({ State }) => states.push(State));
  await deliver(job('j1', { State: 'Running' }));
  await deliver(job('j1'));
  await deliver(job('j1', { State: 'Running' }));
  expect(states).toEqual(['Running', 'Success']);
});

it('forgets what has been handled when it expires', async () => {
  const { receiver, deliver } = setUp({ idempotency: { expiry: 5000, lease: 1000 } });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  await deliver(job('j1'));
  await vi.advanceTimersByTimeAsync(4999);
  await deliver(job('j1'));
  expect(handler).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1);
  await deliver(job('j1'));
  expect(handler).toHaveBeenCalledTimes(2);
});

it('handles what another process has claimed and not ended, as soon as its lease ends', async () => {
  const store = memoryStore();
  await store.claim('TaskFinish:Success::j1', 'a process that has crashed', { lease: 2000, expiry: 9000 });
  const { receiver, deliver } = setUp({ idempotency: { store } });
  const attempts: number[] = [];
  receiver.onAny((_value, { attempt }) => attempts.push(attempt));
  await vi.advanceTimersByTimeAsync(1999);
  expect(await deliver(job('j1'))).toEqual([503, 'idempotency.running']);
  await vi.advanceTimersByTimeAsync(1);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(attempts).toEqual([2]);
});

it('handles duplicates like any other where they are not looked for', async () => {
  const { receiver, deliver, named } = setUp({ idempotency: false });
  const keys: string[] = [];
  receiver.onAny((_value, { key, attempt }) => keys.push(`${key} ${attempt}`));
  expect(await deliver(job('j1'), job('j1'))).toEqual([200, 'ok']);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(keys).toEqual(Array.from({ length: 3 }, () => 'TaskFinish:Success::j1 1'));
  expect(named('duplicate')).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it.each(['after-handlers', 'immediate'] as const)(
  'handles once what a callback has twice, with ack %s',
  async (ack) => {
    const { receiver, named } = setUp({ ack });
    const handler = vi.fn<() => Promise<void>>(() => new Promise((resolve) => setTimeout(resolve, 100)));
    receiver.onAny(handler);
    const answered = receiver.receive(posted(job('j1'), job('j2'), job('j1')));
    await vi.advanceTimersByTimeAsync(100);
    expect((await answered).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(2);
    expect(named('handled').map(({ id }) => id)).toEqual(['j1', 'j2']);
    expect(named('duplicate')).toMatchObject([{ id: 'j1', running: true }]);
  },
);

it.each<readonly [string, (end: () => void) => unknown]>([
  ['at once', (end) => end()],
  ['later', (end) => Promise.resolve().then(end)],
])('answers for what a callback has twice with what came of it, where handlers end %s', async (_name, handle) => {
  const { receiver, deliver } = setUp();
  const attempts: number[] = [];
  receiver.onAny((_value, { attempt }) => {
    attempts.push(attempt);
    return handle(() => {
      if (attempt === 1) throw new Error('boom');
    });
  });
  expect(await deliver(job('j1'), job('j1'))).toEqual([500, 'handler.failed']);
  expect(attempts).toEqual([1]);
  expect(await deliver(job('j1'), job('j1'))).toEqual([200, 'ok']);
  expect(attempts).toEqual([1, 2]);
});

it('answers 503 for what another callback has at this moment, though this one has something else twice', async () => {
  const { receiver } = setUp({ idempotency: { lease: 3000 } });
  const end = deferred();
  receiver.onAny(() => end.promise);
  const first = receiver.receive(posted(job('j1')));
  await vi.advanceTimersByTimeAsync(0);
  const second = receiver.receive(posted(job('j2'), job('j2'), job('j1'), job('j1')));
  await vi.advanceTimersByTimeAsync(0);
  end.resolve();
  const answers = await Promise.all([first, second]);
  expect(answers.map((answer) => [answer.status, codeOf(answer), answer.headers['retry-after']])).toEqual([
    [200, 'ok', undefined],
    [503, 'idempotency.running', '3'],
  ]);
});

it.each([
  ['at once', 0],
  ['later', 20],
])(
  'frees a claim before it tells of the failure, so that who is told may ask for the callback again: %s',
  async (_name, taken) => {
    const store = memoryStore();
    const release = store.release.bind(store);
    if (taken > 0) {
      vi.spyOn(store, 'release').mockImplementation(async (key, owner) => {
        await new Promise((resolve) => setTimeout(resolve, taken));
        return release(key, owner);
      });
    }
    const { receiver, deliver } = setUp({ idempotency: { store } });
    const answers: unknown[] = [];
    receiver.onAny((_value, { attempt }) => {
      if (attempt === 1) throw new Error('boom');
    });
    receiver.onError(async () => answers.push(await deliver(job('j1'))));
    const answer = deliver(job('j1'));
    await vi.advanceTimersByTimeAsync(taken);
    expect(await answer).toEqual([500, 'handler.failed']);
    expect(answers).toEqual([[200, 'ok']]);
  },
);

/** A store of which one method fails. */
function failing(method: keyof IdempotencyStore): IdempotencyStore {
  const store = memoryStore();
  vi.spyOn(store, method).mockImplementation(() => Promise.reject(new Error(`no ${method}`)));
  return store;
}

it('handles nothing while the store can not be reached', async () => {
  const { receiver, errors, lines, named } = setUp({ idempotency: { store: failing('claim') } });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  const answer = await receiver.receive(posted(job('j1')));
  expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'idempotency.unavailable', '5']);
  expect(handler).not.toHaveBeenCalled();
  expect(errors).toMatchObject([[{ message: 'no claim' }, { value: { JobId: 'j1' }, late: false }]]);
  expect(lines).toMatchObject([
    { level: 'error', fields: { id: 'j1', err: { message: 'no claim' } } },
    { level: 'debug' },
  ]);
  expect(named('failed')).toMatchObject([{ id: 'j1', attempt: 0, handling: 0, error: { message: 'no claim' } }]);
});

it('answers 503 for what the store did not note as done', async () => {
  const { receiver, errors, named } = setUp({ idempotency: { store: failing('commit') } });
  receiver.onAny(() => {});
  const answer = await receiver.receive(posted(job('j1')));
  expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'idempotency.unavailable', '5']);
  expect(errors).toMatchObject([[{ message: 'no commit' }, { value: { JobId: 'j1' } }]]);
  expect(named('handled')).toEqual([]);
  expect(named('failed')).toMatchObject([{ id: 'j1', attempt: 1, handling: 0, error: { message: 'no commit' } }]);
});

it.each(['claim', 'commit'] as const)('answers 503 whatever the store rejects with on %s', async (method) => {
  const store = memoryStore();
  vi.spyOn(store, method).mockRejectedValue(new ReceiverError('idempotency.running', 'Not now.'));
  const { receiver, deliver } = setUp({ idempotency: { store } });
  receiver.onAny(() => {});
  expect(await deliver(job('j1'))).toEqual([503, 'idempotency.unavailable']);
});

it('lets a store say by its error when to come again', async () => {
  const store = memoryStore();
  const error = new ReceiverError('idempotency.unavailable', 'There is a backup.', { retryAfter: 60 });
  vi.spyOn(store, 'claim').mockRejectedValue(error);
  const { receiver } = setUp({ idempotency: { store } });
  receiver.onAny(() => {});
  const { status, headers } = await receiver.receive(posted(job('j1')));
  expect([status, headers['retry-after']]).toEqual([503, '60']);
});

it('takes the claims of a store also where their properties are inherited', async () => {
  const store = memoryStore();
  const claim = store.claim.bind(store);
  vi.spyOn(store, 'claim').mockImplementation(async (...values) => Object.create(await claim(...values)) as Claim);
  const { receiver, deliver } = setUp({ idempotency: { store } });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(handler).toHaveBeenCalledOnce();
});

it('warns when a claim was lost while handlers ran, and answers 200', async () => {
  const store = memoryStore();
  const { receiver, deliver, lines, named } = setUp({ idempotency: { store } });
  vi.spyOn(store, 'commit').mockResolvedValue(false);
  receiver.onAny(() => {});
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([{ fields: { id: 'j1', tag: 'VoiceSeparate' } }]);
  expect(named('handled')).toHaveLength(1);
});

it('warns of nothing when the claim was kept', async () => {
  const { receiver, deliver, lines } = setUp();
  receiver.onAny(() => {});
  await deliver(job('j1'));
  expect(lines).toMatchObject([
    { level: 'debug', fields: { event: 'TaskFinish', tag: 'VoiceSeparate', id: 'j1', state: 'Success', handling: 0 } },
  ]);
});

it('warns when a claim can not be freed, and tells of the handler that failed all the same', async () => {
  const { receiver, deliver, lines, errors } = setUp({ idempotency: { store: failing('release') } });
  receiver.onAny(() => {
    throw new Error('boom');
  });
  expect(await deliver(job('j1'))).toEqual([500, 'handler.failed']);
  expect(lines).toMatchObject([
    { level: 'warn', fields: { id: 'j1', err: { message: 'no release' } } },
    { level: 'error', fields: { id: 'j1', err: { message: 'boom' } } },
    { level: 'debug' },
  ]);
  expect(errors).toHaveLength(1);
});

it('uses keys of your own', async () => {
  const { receiver, deliver } = setUp({
    idempotency: { key: (value) => Promise.resolve(`run ${(value as Job).Message ?? ''}`) },
  });
  const keys: string[] = [];
  receiver.onAny((_value, { key }) => keys.push(key));
  await deliver(job('j1', { Message: 'a' }));
  await deliver(job('j2', { Message: 'a' }));
  await deliver(job('j2', { Message: 'b' }));
  expect(keys).toEqual(['run a', 'run b']);
});

it.each([
  [
    'throws',
    () => {
      throw new RangeError('no key');
    },
  ],
  ['rejects', () => Promise.reject(new RangeError('no key'))],
  ['gives an empty text', () => ''],
  ['gives no text', () => 7 as unknown as string],
])('handles nothing whose key can not be told, since its function %s', async (_name, key) => {
  const { receiver, deliver, errors, lines } = setUp({ idempotency: { key } });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  expect(await deliver(job('j1'))).toEqual([503, 'idempotency.unavailable']);
  expect(handler).not.toHaveBeenCalled();
  // With why it failed, which no code tells.
  expect(lines[0]).toMatchObject({ level: 'error', fields: { err: { cause: expect.any(Error) as Error } } });
  expect(errors).toMatchObject([
    [
      {
        message: 'The function idempotency.key has failed.',
        cause: { name: expect.stringMatching(/^(?:Range|Type)Error$/) as string },
      },
      {},
    ],
  ]);
});

it.each([undefined, {}, { state: 'nonsense' }, 'claimed'])('handles nothing when a store claims %j', async (claim) => {
  const store = memoryStore();
  vi.spyOn(store, 'claim').mockReturnValue(claim as never);
  const { receiver, deliver, errors } = setUp({ idempotency: { store } });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  expect(await deliver(job('j1'))).toEqual([503, 'idempotency.unavailable']);
  expect(handler).not.toHaveBeenCalled();
  const message = 'The claim of a store must be claimed, running or done.';
  expect(errors).toMatchObject([
    [claim === undefined ? { name: 'TypeError' } : { message }, { value: { JobId: 'j1' } }],
  ]);
});

it('aborts the signal of a handler whose claim was lost', async () => {
  const store = memoryStore();
  const renew = vi.spyOn(store, 'renew').mockReturnValue(false);
  const { receiver } = setUp({ idempotency: { store, lease: 3000 } });
  const reasons: unknown[] = [];
  const end = deferred();
  receiver.onAny((_value, { signal }) => {
    signal.addEventListener('abort', () => reasons.push(signal.reason));
    return end.promise;
  });
  // It asks for its signal later.
  receiver.onAny(async (_value, context) => {
    await end.promise;
    expect(context.signal.aborted).toBe(true);
    reasons.push(context.signal.reason);
  });
  const first = receiver.receive(posted(job('j1')));
  await vi.advanceTimersByTimeAsync(999);
  expect(reasons).toEqual([]);
  await vi.advanceTimersByTimeAsync(5001);
  expect(reasons).toMatchObject([{ code: 'idempotency.running', message: expect.stringMatching(/\w/) as string }]);
  expect(renew).toHaveBeenCalledOnce();
  end.resolve();
  expect((await first).status).toBe(200);
  expect(reasons[1]).toBe(reasons[0]);
});

it('gives an aborted signal to a handler that asks for it late', async () => {
  const store = memoryStore();
  vi.spyOn(store, 'renew').mockReturnValue(false);
  const { receiver } = setUp({ idempotency: { store, lease: 3000 } });
  const reasons: unknown[] = [];
  const end = deferred();
  receiver.onAny(async (_value, context) => {
    await end.promise;
    reasons.push(context.signal.aborted, context.signal.reason);
  });
  const first = receiver.receive(posted(job('j1')));
  await vi.advanceTimersByTimeAsync(1000);
  end.resolve();
  await first;
  expect(reasons).toMatchObject([true, { code: 'idempotency.running' }]);
});

it('tells of a renewal that fails, and tries again', async () => {
  const store = memoryStore();
  const renew = vi.spyOn(store, 'renew').mockRejectedValueOnce(new Error('down for a moment'));
  const { receiver, lines } = setUp({ idempotency: { store, lease: 3000 } });
  const end = deferred();
  let aborted: boolean | undefined;
  receiver.onAny(async (_value, { signal }) => {
    await end.promise;
    ({ aborted } = signal);
  });
  const first = receiver.receive(posted(job('j1')));
  await vi.advanceTimersByTimeAsync(1000);
  const fields = { id: 'j1', err: { message: 'down for a moment' } };
  expect(lines).toMatchObject([{ level: 'warn', fields, message: expect.stringMatching(/\w/) as string }]);
  await vi.advanceTimersByTimeAsync(2500);
  expect(renew).toHaveBeenCalledTimes(3);
  expect(lines).toHaveLength(1);
  end.resolve();
  expect((await first).status).toBe(200);
  expect(aborted).toBe(false);
});

it('renews no claim that it is about to give up, so that none is taken again', async () => {
  const store = memoryStore();
  const renew = vi.spyOn(store, 'renew');
  const { receiver } = setUp({ idempotency: { store, lease: 3000 } });
  const told = deferred();
  receiver.onAny(() => {
    throw new Error('boom');
  });
  receiver.onError(() => told.promise);
  const first = receiver.receive(posted(job('j1')));
  await vi.advanceTimersByTimeAsync(2000);
  expect(renew).not.toHaveBeenCalled();
  told.resolve();
  expect((await first).status).toBe(500);
});
