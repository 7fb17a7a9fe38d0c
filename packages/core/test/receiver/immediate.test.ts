import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryStore } from '../../src/index.ts';
import { codeOf, deferred, job, request, setUp, taskFinish } from './set-up.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('answers as soon as all jobs are claimed, before handlers end', async () => {
  const { receiver, deliver, named, lines } = setUp({ ack: 'immediate', deadline: 10 });
  const end = deferred();
  receiver.onAny(() => end.promise);
  expect(await deliver(job('j1'), job('j2'))).toEqual([200, 'ok']);
  await vi.advanceTimersByTimeAsync(500);
  expect(named('handled')).toEqual([]);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(named('handled')).toMatchObject([
    { id: 'j1', handling: 500 },
    { id: 'j2', handling: 500 },
  ]);
  expect(named('late')).toEqual([]);
  expect(lines.map(({ level }) => level)).toEqual(['debug', 'debug']);
});

it('tells of a handler that fails after the answer, and frees the job', async () => {
  const { receiver, deliver, errors, named } = setUp({ ack: 'immediate' });
  receiver.onAny((_value, { attempt }) => {
    if (attempt === 1) throw new Error('boom');
  });
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  await vi.advanceTimersByTimeAsync(0);
  expect(errors).toMatchObject([[{ message: 'boom' }, { value: { JobId: 'j1' }, late: true }]]);
  expect(named('late')).toEqual([]);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  await vi.advanceTimersByTimeAsync(0);
  expect(named('handled')).toMatchObject([{ id: 'j1', attempt: 2 }]);
});

it('answers 200 for what another delivery is handling, and handles it once', async () => {
  const { receiver, deliver, named } = setUp({ ack: 'immediate' });
  const end = deferred();
  const handler = vi.fn<() => Promise<void>>(() => end.promise);
  receiver.onAny(handler);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(await deliver(job('j1'), job('j2'))).toEqual([200, 'ok']);
  expect(named('duplicate')).toMatchObject([{ id: 'j1', running: true }]);
  expect(handler).toHaveBeenCalledTimes(2);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(handler).toHaveBeenCalledTimes(2);
  expect(named('duplicate')).toMatchObject([{ running: true }, { running: false }]);
});

it('handles nothing when the store can not be reached, and frees what it has claimed', async () => {
  const store = memoryStore();
  const { receiver, deliver, lines } = setUp({ ack: 'immediate', idempotency: { store } });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  const claim = store.claim.bind(store);
  const spy = vi.spyOn(store, 'claim').mockImplementation((key, ...more) => {
    if (key.endsWith('j2')) throw new Error('down');
    return claim(key, ...more);
  });
  const release = vi.spyOn(store, 'release');
  const answer = await receiver.receive(request(taskFinish(job('j1'), job('j2'), job('j3'))));
  expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'idempotency.unavailable', '5']);
  await vi.advanceTimersByTimeAsync(0);
  expect(release.mock.calls.map(([key]) => key)).toEqual(['TaskFinish:Success::j1', 'TaskFinish:Success::j3']);
  expect(handler).not.toHaveBeenCalled();
  expect(lines.filter(({ level }) => level === 'warn')).toEqual([]);
  spy.mockImplementation(claim);
  expect(await deliver(job('j1'), job('j2'), job('j3'))).toEqual([200, 'ok']);
  expect(handler).toHaveBeenCalledTimes(3);
});

it('answers 503 at the deadline when the store does not answer, and frees what it claims after that', async () => {
  const store = memoryStore();
  const claim = store.claim.bind(store);
  const reached = deferred();
  vi.spyOn(store, 'claim').mockImplementation(async (...values) => {
    await reached.promise;
    return claim(...values);
  });
  const release = vi.spyOn(store, 'release');
  const { receiver, deliver, errors } = setUp({ ack: 'immediate', deadline: 2500, idempotency: { store } });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  const answered = receiver.receive(request(taskFinish(job('j1'), job('j2'))));
  await vi.advanceTimersByTimeAsync(2500);
  const answer = await answered;
  expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'idempotency.unavailable', '3']);
  const error = { code: 'idempotency.unavailable', message: expect.stringMatching(/^The store .* 2500 ms/) as string };
  expect(errors).toMatchObject(['j1', 'j2'].map((id) => [error, { value: { JobId: id }, late: true }]));
  const closed = receiver.close();
  reached.resolve();
  await closed;
  expect(release.mock.calls.map(([key]) => key)).toEqual(['TaskFinish:Success::j1', 'TaskFinish:Success::j2']);
  expect(handler).not.toHaveBeenCalled();
  expect(await deliver(job('j1'))).toEqual([503, 'receiver.closed']);
});

it('leaves no timer once all is claimed', async () => {
  const { receiver, deliver } = setUp({ ack: 'immediate', idempotency: false });
  receiver.onAny(() => deferred().promise);
  await deliver(job('j1'));
  expect(vi.getTimerCount()).toBe(0);
});

it('warns when it can not free what it has claimed', async () => {
  const store = memoryStore();
  vi.spyOn(store, 'release').mockRejectedValue(new Error('down'));
  const { receiver, deliver, lines } = setUp({ ack: 'immediate', idempotency: { store } });
  receiver.on('VoiceSeparate', () => {});
  expect(await deliver(job('j1'), job('j2', { Tag: 'New' }))).toEqual([500, 'handler.missing']);
  await vi.advanceTimersByTimeAsync(0);
  expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([
    { fields: { id: 'j1', tag: 'VoiceSeparate', err: { message: 'down' } } },
  ]);
});

it('answers an error for a job that no handler is for, and handles none of the others', async () => {
  const { receiver, deliver } = setUp({ ack: 'immediate' });
  const handler = vi.fn<() => void>();
  receiver.on('VoiceSeparate', handler);
  expect(await deliver(job('j1'), job('j2', { Tag: 'New' }))).toEqual([500, 'handler.missing']);
  await vi.advanceTimersByTimeAsync(0);
  expect(handler).not.toHaveBeenCalled();
  receiver.onUnknown(() => {});
  expect(await deliver(job('j1'), job('j2', { Tag: 'New' }))).toEqual([200, 'ok']);
  expect(handler).toHaveBeenCalledOnce();
});

it('gives the platform the work that goes on after the answer', async () => {
  const { receiver } = setUp({ ack: 'immediate' });
  const end = deferred();
  receiver.onAny(() => end.promise);
  const work: Promise<unknown>[] = [];
  await receiver.receive(request(taskFinish(job('j1')), { waitUntil: (promise) => void work.push(promise) }));
  let isOver = false;
  void work[0]?.then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(0);
  expect([work.length, isOver]).toEqual([1, false]);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(isOver).toBe(true);
});
