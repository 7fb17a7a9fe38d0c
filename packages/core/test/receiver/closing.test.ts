import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryStore, type Claim, type HandlerContext } from '../../src/index.ts';
import { deferred, job, request, setUp, taskFinish } from './set-up.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const posted = (id = 'j1'): ReturnType<typeof request> => request(taskFinish(job(id)));

/** Whether a promise has come to its end by now. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(() => (over = true));
  await vi.advanceTimersByTimeAsync(0);
  return over;
}

it('takes no more callbacks, while tests of the URL are answered and strangers refused as before', async () => {
  const { receiver, send, deliver, named } = setUp({ auth: ({ url }) => url !== '/stranger' });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  await receiver.close();
  const answer = await receiver.receive(posted());
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
  expect(await deliver(job('j1'))).toEqual([503, 'receiver.closed']);
  expect(await send('', { method: 'GET' })).toEqual([200, 'ok']);
  expect(await send(taskFinish(job('j1')), { url: '/stranger' })).toEqual([401, 'auth.failed']);
  expect(handler).not.toHaveBeenCalled();
  expect(named('parsed')).toEqual([]);
});

it('is closed at once when nothing runs, and can be closed again', async () => {
  const { receiver, deliver } = setUp();
  receiver.onAny(() => {});
  await deliver(job('j1'));
  expect(await isOver(receiver.close())).toBe(true);
  expect(await isOver(receiver.close())).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('waits for all handlers that run, and aborts none that end in time', async () => {
  const { receiver } = setUp();
  const ends = new Map([
    ['j1', deferred()],
    ['j2', deferred()],
  ]);
  const aborted: boolean[] = [];
  receiver.on('TaskFinish', async ({ JobId }, { signal }) => {
    await ends.get(JobId)?.promise;
    aborted.push(signal.aborted);
  });
  const answers = [receiver.receive(posted('j1')), receiver.receive(posted('j2'))];
  await vi.advanceTimersByTimeAsync(0);
  const closings = [receiver.close(), receiver.close({ timeout: 9000 })];
  const closed = Promise.all(closings);
  ends.get('j1')?.resolve();
  await vi.advanceTimersByTimeAsync(5000);
  expect(await isOver(Promise.race(closings))).toBe(false);
  ends.get('j2')?.resolve();
  expect(await isOver(closed)).toBe(true);
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  expect(aborted).toEqual([false, false]);
  expect(vi.getTimerCount()).toBe(0);
});

it('waits for handlers that go on after the answer', async () => {
  const { receiver, deliver } = setUp({ ack: 'immediate' });
  const end = deferred();
  receiver.onAny(() => end.promise);
  await deliver(job('j1'));
  const closed = receiver.close();
  expect(await isOver(closed)).toBe(false);
  end.resolve();
  expect(await isOver(closed)).toBe(true);
});

it.each([
  [undefined, 10_000],
  [{}, 10_000],
  [{ timeout: 3000 }, 3000],
  [{ timeout: 0 }, 0],
])('closed with %j, it aborts what still runs after %d ms', async (options, milliseconds) => {
  const { receiver, deliver } = setUp({ ack: 'immediate' });
  const end = deferred();
  const signals: AbortSignal[] = [];
  receiver.onAny((_value, { signal }) => {
    signals.push(signal);
    return end.promise;
  });
  await deliver(job('j1'), job('j2'));
  const closed = receiver.close(options);
  if (milliseconds > 0) {
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    expect(await isOver(closed)).toBe(false);
  }
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOver(closed)).toBe(true);
  expect(signals.map(({ reason }: { readonly reason: unknown }) => reason)).toMatchObject([
    { code: 'receiver.closed', message: expect.stringMatching(/\w/) as string },
    { code: 'receiver.closed' },
  ]);
  end.resolve();
});

it('aborts a handler that begins only after that', async () => {
  const store = memoryStore();
  const claimed = deferred<Claim>();
  vi.spyOn(store, 'claim').mockReturnValue(claimed.promise);
  const { receiver } = setUp({ idempotency: { store } });
  const signals: AbortSignal[] = [];
  receiver.onAny((_value, { signal }) => signals.push(signal));
  const answer = receiver.receive(posted());
  await vi.advanceTimersByTimeAsync(0);
  const closed = receiver.close({ timeout: 100 });
  await vi.advanceTimersByTimeAsync(100);
  await closed;
  claimed.resolve({ state: 'claimed', attempt: 1 });
  await answer;
  expect(signals).toMatchObject([{ aborted: true, reason: { code: 'receiver.closed' } }]);
});

it('aborts no signal of a handler that has ended', async () => {
  const { receiver, deliver } = setUp();
  let seen: AbortSignal | undefined;
  receiver.onAny((_value, { signal }) => (seen = signal));
  await deliver(job('j1'));
  await receiver.close();
  expect(seen?.aborted).toBe(false);
});

it('aborts no signal that is looked at only when the handler has ended', async () => {
  const { receiver, deliver } = setUp();
  let context: HandlerContext | undefined;
  receiver.onAny((_value, own) => void (context = own));
  await deliver(job('j1'));
  const signal = context?.signal;
  await receiver.close();
  expect(signal?.aborted).toBe(false);
});

it('ends the handling of what was being read when it was closed', async () => {
  const { receiver } = setUp();
  receiver.onAny(() => {});
  const body = deferred<string>();
  const answer = receiver.receive(request('', { readBody: () => body.promise }));
  await vi.advanceTimersByTimeAsync(0);
  const closed = receiver.close();
  expect(await isOver(closed)).toBe(false);
  body.resolve(taskFinish(job('j1')));
  expect((await answer).status).toBe(200);
  expect(await isOver(closed)).toBe(true);
});

it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '10' as unknown as number])(
  'goes on when it is closed with a timeout of %s, which is none',
  async (timeout) => {
    const { receiver, deliver } = setUp();
    receiver.onAny(() => {});
    await expect(receiver.close({ timeout })).rejects.toThrow(
      /^receiver.close: timeout must be a whole number from 0 to /,
    );
    expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  },
);
