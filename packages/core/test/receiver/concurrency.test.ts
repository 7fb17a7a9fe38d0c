import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AckMode } from '../../src/index.ts';
import { codeOf, deferred, job, request, setUp, taskFinish, type RequestParts } from './set-up.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('answers 503 beyond the callbacks that it may handle at the same time', async () => {
  const { receiver, deliver, send, named } = setUp({ limits: { concurrency: 2 } });
  const end = deferred();
  receiver.on('VoiceSeparate', () => end.promise).on('Tts', () => {});
  const running = [deliver(job('j1'), job('j2'), job('j3')), deliver(job('j4'))];
  await vi.advanceTimersByTimeAsync(0);
  const readBody = vi.fn<() => Promise<string>>();
  const answer = await receiver.receive(request('', { readBody }));
  expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'receiver.busy', '1']);
  expect(readBody).not.toHaveBeenCalled();
  const message = 'As many callbacks are being handled as may be: 2.';
  expect(named('rejected')).toMatchObject([{ code: 'receiver.busy', message }]);
  expect(await send('', { method: 'GET' })).toEqual([200, 'ok']);
  end.resolve();
  expect(await Promise.all(running)).toEqual([
    [200, 'ok'],
    [200, 'ok'],
  ]);
  expect(await deliver(job('j5', { Tag: 'Tts' }))).toEqual([200, 'ok']);
});

it('takes a hundred at the same time, unless something else is said', async () => {
  const { receiver, deliver } = setUp();
  const end = deferred();
  receiver.onAny(() => end.promise);
  const running = Array.from({ length: 100 }, (_, index) => deliver(job(`j${index}`)));
  await vi.advanceTimersByTimeAsync(0);
  expect(await deliver(job('one more'))).toEqual([503, 'receiver.busy']);
  end.resolve();
  expect(new Set((await Promise.all(running)).map(([status]) => status))).toEqual(new Set([200]));
});

const probe = '{"code":0,"message":"Test request when the callback address is set","data":{}}';

it.each<[name: string, body: string, parts: RequestParts, answer: readonly [number, string], ack: AckMode]>([
  ['a callback was handled', taskFinish(job('done')), {}, [200, 'ok'], 'after-handlers'],
  ['a callback was accepted', taskFinish(job('done')), {}, [200, 'ok'], 'immediate'],
  ['a handler has failed', taskFinish(job('failing')), {}, [500, 'handler.failed'], 'after-handlers'],
  ['an accepted one has failed', taskFinish(job('failing')), {}, [200, 'ok'], 'immediate'],
  ['no handler was there', taskFinish(job('j', { Tag: 'New' })), {}, [500, 'handler.missing'], 'after-handlers'],
  ['it was not accepted', taskFinish(job('j', { Tag: 'New' })), {}, [500, 'handler.missing'], 'immediate'],
  ['a body was broken', '{', {}, [400, 'json.unexpected_end'], 'after-handlers'],
  ['a body was no callback', '{"EventName":"TaskFinish"}', {}, [422, 'validation.failed'], 'after-handlers'],
  [
    'a body could not be read',
    '',
    { readBody: () => Promise.reject(new Error('broken')) },
    [500, 'receiver.failed'],
    'after-handlers',
  ],
  [
    'a callback was not confirmed',
    taskFinish(job('j')),
    { url: '/unconfirmed' },
    [503, 'auth.unavailable'],
    'immediate',
  ],
  ['a URL was tested', probe, {}, [200, 'ok'], 'after-handlers'],
  ['a URL was asked for', '', { method: 'GET' }, [200, 'ok'], 'after-handlers'],
])('has its place again when %s', async (_name, body, parts, answer, ack) => {
  const { receiver, send, deliver } = setUp({
    ack,
    limits: { concurrency: 1 },
    auth: ({ url }) => ({ confirm: (callback) => (url === '/unconfirmed' ? (undefined as never) : { callback }) }),
  });
  receiver.on('VoiceSeparate', ({ JobId }) => {
    if (JobId === 'failing') throw new Error('boom');
  });
  for (let round = 0; round < 3; round++) {
    expect(await send(body, parts)).toEqual(answer);
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  await vi.advanceTimersByTimeAsync(0);
  // Nor has it more than before.
  const bodies = [deferred<string>(), deferred<string>()];
  const answers = bodies.map(({ promise }) => send('', { readBody: () => promise }));
  for (const [index, { resolve }] of bodies.entries()) resolve(taskFinish(job(`last ${index}`)));
  expect((await Promise.all(answers)).map(([, code]) => code)).toEqual(['ok', 'receiver.busy']);
});

it('has its place only when handlers end that go on after the deadline', async () => {
  const { receiver, deliver, named } = setUp({ deadline: 100, limits: { concurrency: 1 } });
  const end = deferred();
  receiver.onAny(() => end.promise);
  const first = deliver(job('j1'));
  await vi.advanceTimersByTimeAsync(100);
  expect(await first).toEqual([503, 'handler.deadline']);
  expect(await deliver(job('j2'))).toEqual([503, 'receiver.busy']);
  const message = 'As many callbacks are being handled as may be: 1, 1 of which have been answered and go on.';
  expect(named('rejected').at(-1)).toMatchObject({ message });
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(await deliver(job('j2'))).toEqual([200, 'ok']);
});

it('has its place only when handlers end that go on after the answer', async () => {
  const { receiver, deliver } = setUp({ ack: 'immediate', limits: { concurrency: 1 } });
  const end = deferred();
  receiver.onAny(() => end.promise);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(await deliver(job('j2'))).toEqual([503, 'receiver.busy']);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(await deliver(job('j2'))).toEqual([200, 'ok']);
});

it('gives no place to who is being authenticated, and one to who is to be confirmed', async () => {
  const [asked, confirming] = [deferred<boolean>(), deferred<never>()];
  const { receiver, deliver, send } = setUp({
    limits: { concurrency: 1 },
    auth: ({ url }) =>
      url === '/asked' ? asked.promise : url !== '/confirmed' || { confirm: () => confirming.promise },
  });
  receiver.onAny(() => {});
  const strangers = [1, 2, 3].map(() => send('', { url: '/asked' }));
  await vi.advanceTimersByTimeAsync(0);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  asked.resolve(false);
  expect((await Promise.all(strangers)).map(([, code]) => code)).toEqual(['auth.failed', 'auth.failed', 'auth.failed']);
  const unconfirmed = send(taskFinish(job('j2')), { url: '/confirmed' });
  await vi.advanceTimersByTimeAsync(0);
  expect(await deliver(job('j3'))).toEqual([503, 'receiver.busy']);
  confirming.reject(new Error('down'));
  expect(await unconfirmed).toEqual([503, 'auth.unavailable']);
  expect(await deliver(job('j3'))).toEqual([200, 'ok']);
});
