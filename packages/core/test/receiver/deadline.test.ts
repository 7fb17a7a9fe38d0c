import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryStore, type Claim } from '../../src/index.ts';
import { codeOf, deferred, job, request, setUp, taskFinish } from './set-up.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const posted = (): ReturnType<typeof request> => request(taskFinish(job('j1')));

it('answers 503 at the deadline, while handlers go on to their end', async () => {
  const { receiver, deliver, named, errors, lines } = setUp({ deadline: 2500 });
  const end = deferred();
  let aborted: boolean | undefined;
  receiver.onAny(async (_value, { signal }) => {
    await end.promise;
    ({ aborted } = signal);
  });
  const answered = receiver.receive(posted());
  let isAnswered = false;
  void answered.then(() => (isAnswered = true));
  await vi.advanceTimersByTimeAsync(2499);
  expect(isAnswered).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  const answer = await answered;
  expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'handler.deadline', '3']);
  const error = { code: 'handler.deadline', message: 'Handlers took more than 2500 ms, and may go on.' };
  expect(errors).toMatchObject([[error, { value: { JobId: 'j1' }, late: true }]]);
  expect(lines).toMatchObject([
    { level: 'error', fields: { late: true, code: 'handler.deadline', id: 'j1' } },
    { level: 'debug' },
  ]);
  expect(lines[0]?.fields).not.toHaveProperty('err');
  await vi.advanceTimersByTimeAsync(500);
  expect(named('late')).toEqual([]);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(aborted).toBe(false);
  expect(named('handled')).toMatchObject([{ id: 'j1', attempt: 1, handling: 3000, duration: 3000 }]);
  expect(named('late')).toMatchObject([
    { event: 'TaskFinish', tag: 'VoiceSeparate', id: 'j1', state: 'Success', outcome: 'handled', duration: 3000 },
  ]);
  expect(lines.at(-1)).toMatchObject({ level: 'warn', fields: { id: 'j1', handling: 3000 } });
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(named('handled')).toHaveLength(1);
});

it('tells of each job that is waited for at the deadline, and for whom', async () => {
  const store = memoryStore();
  const claim = store.claim.bind(store);
  vi.spyOn(store, 'claim').mockImplementation((key, ...others) =>
    key.endsWith('j3') ? deferred<Claim>().promise : claim(key, ...others),
  );
  const { receiver, errors, lines } = setUp({ deadline: 1000, idempotency: { store } });
  receiver.onAny((value) => ('JobId' in value && value.JobId === 'j2' ? deferred().promise : undefined));
  const answered = receiver.receive(request(taskFinish(job('j1'), job('j2'), job('j3'))));
  await vi.advanceTimersByTimeAsync(1000);
  const answer = await answered;
  expect([answer.status, codeOf(answer)]).toEqual([503, 'handler.deadline']);
  expect(errors).toMatchObject([
    [{ message: 'Handlers took more than 1000 ms, and may go on.' }, { value: { JobId: 'j2' } }],
    [{ message: 'The store of what has been handled took more than 1000 ms.' }, { value: { JobId: 'j3' } }],
  ]);
  expect(lines.filter(({ level }) => level === 'error').map(({ fields }) => [fields['code'], fields['id']])).toEqual([
    ['handler.deadline', 'j2'],
    ['idempotency.unavailable', 'j3'],
  ]);
});

it.each(['claim', 'commit'] as const)('blames the store, and no handler, for a %s without an answer', async (step) => {
  const store = memoryStore();
  vi.spyOn(store, step).mockReturnValue(deferred<never>().promise);
  const { receiver } = setUp({ deadline: 1000, idempotency: { store } });
  receiver.onAny(() => {});
  const answered = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(1000);
  expect(codeOf(await answered)).toBe('idempotency.unavailable');
});

it('asks for at least a second of patience', async () => {
  const { receiver } = setUp({ deadline: 1 });
  receiver.onAny(() => deferred().promise);
  const answered = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(1);
  expect((await answered).headers['retry-after']).toBe('1');
});

it('tells of a handler that fails after the deadline, and frees the job', async () => {
  const { receiver, deliver, named, errors } = setUp({ deadline: 1000 });
  const end = deferred();
  receiver.onAny((_value, { attempt }) => (attempt === 1 ? end.promise : undefined));
  const answered = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(1000);
  expect((await answered).status).toBe(503);
  end.reject(new Error('boom'));
  await vi.advanceTimersByTimeAsync(0);
  expect(errors[1]).toMatchObject([{ message: 'boom' }, { value: { JobId: 'j1' }, late: true }]);
  expect(named('failed')).toMatchObject([{ id: 'j1', handling: 1000 }]);
  expect(named('late')).toMatchObject([{ id: 'j1', outcome: 'failed' }]);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(named('handled')).toMatchObject([{ attempt: 2 }]);
});

it('tells of what the store did not note as done after the deadline', async () => {
  const store = memoryStore();
  vi.spyOn(store, 'commit').mockRejectedValue(new Error('down'));
  const { receiver, named, errors } = setUp({ deadline: 1000, idempotency: { store } });
  const end = deferred();
  receiver.onAny(() => end.promise);
  const answered = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(1000);
  expect((await answered).status).toBe(503);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(errors[1]).toMatchObject([{ message: 'down' }, { value: { JobId: 'j1' }, late: true }]);
  expect(named('failed')).toMatchObject([{ id: 'j1', attempt: 1, handling: 1000 }]);
  expect(named('late')).toMatchObject([{ id: 'j1', outcome: 'failed' }]);
});

it('leaves no timer when handlers end in time, and calls none of them late', async () => {
  const { receiver, deliver, named, errors } = setUp({ deadline: 1000, idempotency: false });
  receiver.onAny(async (value) => {
    await new Promise((resolve) => setTimeout(resolve, 999));
    if ('JobId' in value && value.JobId === 'j2') throw new Error('boom');
  });
  const answers = Promise.all([deliver(job('j1')), deliver(job('j2'))]);
  await vi.advanceTimersByTimeAsync(999);
  expect(await answers).toEqual([
    [200, 'ok'],
    [500, 'handler.failed'],
  ]);
  expect(named('late')).toEqual([]);
  expect(errors).toMatchObject([[{ message: 'boom' }, { late: false }]]);
  expect(vi.getTimerCount()).toBe(0);
});

it('counts what ends in the very moment of the deadline as late', async () => {
  const { receiver, named } = setUp({ deadline: 1000 });
  const end = deferred();
  receiver.onAny(() => end.promise);
  const answered = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(999);
  // Begun after the receiver's own timer, so that it goes off after it.
  setTimeout(() => end.resolve(), 1);
  vi.advanceTimersByTime(1);
  const { status } = await answered;
  await vi.advanceTimersByTimeAsync(0);
  expect(status).toBe(503);
  expect(named('late')).toHaveLength(1);
});

it('has the usual deadline of ten seconds', async () => {
  const { receiver } = setUp();
  receiver.onAny(() => deferred().promise);
  const answered = receiver.receive(posted());
  let isAnswered = false;
  void answered.then(() => (isAnswered = true));
  await vi.advanceTimersByTimeAsync(9999);
  expect(isAnswered).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(isAnswered).toBe(true);
});

it('renews the claims of handlers that go on, and says running to who comes again', async () => {
  const store = memoryStore();
  const renew = vi.spyOn(store, 'renew');
  const { receiver, deliver } = setUp({ deadline: 1000, idempotency: { store, lease: 3000 } });
  const end = deferred();
  receiver.onAny(() => end.promise);
  const answered = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(9000);
  expect((await answered).status).toBe(503);
  expect(renew).toHaveBeenCalledTimes(9);
  expect(await deliver(job('j1'))).toEqual([503, 'idempotency.running']);
  end.resolve();
  await vi.advanceTimersByTimeAsync(5000);
  expect(renew).toHaveBeenCalledTimes(9);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives the platform the work that goes on after the deadline', async () => {
  const { receiver } = setUp({ deadline: 1000 });
  const end = deferred();
  receiver.onAny(() => end.promise);
  const work: Promise<unknown>[] = [];
  const body = taskFinish(job('j1'));
  const answered = receiver.receive(request(body, { waitUntil: (promise) => void work.push(promise) }));
  await vi.advanceTimersByTimeAsync(1000);
  await answered;
  let isOver = false;
  void work[0]?.then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(isOver).toBe(false);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(isOver).toBe(true);
});

it('answers what it would have where the platform does not want to wait', async () => {
  const { receiver, lines } = setUp({ deadline: 1000 });
  receiver.onAny(() => new Promise((resolve) => setTimeout(resolve, 10)));
  const waitUntil = (): never => {
    throw new TypeError('Illegal invocation');
  };
  const answered = receiver.receive(request(taskFinish(job('j1')), { waitUntil }));
  await vi.advanceTimersByTimeAsync(10);
  expect((await answered).status).toBe(200);
  expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([
    { fields: { err: { message: 'Illegal invocation' } } },
  ]);
});

it('calls no handler late that was not called', async () => {
  const store = memoryStore();
  const claim = deferred<never>();
  vi.spyOn(store, 'claim').mockReturnValue(claim.promise);
  const { receiver, named } = setUp({ deadline: 1000, idempotency: { store } });
  receiver.onAny(() => {});
  const answered = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(1000);
  await answered;
  claim.reject(new Error('down'));
  await vi.advanceTimersByTimeAsync(0);
  expect(named('failed')).toHaveLength(1);
  expect(named('late')).toEqual([]);
});
