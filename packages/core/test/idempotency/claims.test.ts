import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Claims } from '../../src/idempotency/claims.ts';
import { memoryStore, type IdempotencyStore, type Job } from '../../src/index.ts';
import { itemsOf } from '../../src/receiver/item.ts';
import type { ResolvedIdempotency } from '../../src/receiver/receiver-options.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [item] = itemsOf({ EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1', State: 'Success' } as Job] });
if (item === undefined) throw new Error('There is no item.');
const held = { key: 'k', owner: 'o', attempt: 1 };

function claimsWith(options: Partial<ResolvedIdempotency> = {}): { claims: Claims; store: IdempotencyStore } {
  const store = memoryStore();
  return { claims: new Claims({ store, lease: 3000, expiry: 9000, key: undefined, ...options }), store };
}

it('claims a key for an owner of its own, with the lease and expiry of the options', async () => {
  const { claims, store } = claimsWith();
  const claim = vi.spyOn(store, 'claim');
  const first = await claims.claim(item, new Set());
  expect(first).toEqual({
    key: 'TaskFinish:Success::j1',
    owner: expect.stringMatching(/^[\da-f-]{36}\.\d+$/) as string,
    attempt: 1,
  });
  expect(await claims.claim(item, new Set())).toEqual({ state: 'running', remaining: 3000 });
  const [[key, owner, lease] = [], [, other] = []] = claim.mock.calls;
  expect([key, owner]).toEqual(['TaskFinish:Success::j1', 'owner' in first && first.owner]);
  expect(lease).toMatchObject({ lease: 3000, expiry: 9000 });
  expect(other).not.toBe(owner);
});

it('gives the attempt that the store counts', async () => {
  const { claims } = claimsWith({
    store: { ...methods(), claim: () => Promise.resolve({ state: 'claimed', attempt: 7 }) },
  });
  expect(await claims.claim(item, new Set())).toMatchObject({ attempt: 7 });
});

it('claims a key once for all items of a delivery, and for each delivery anew', async () => {
  const { claims, store } = claimsWith();
  const keys = new Set<string>();
  const first = await claims.claim(item, keys);
  if ('state' in first) throw new Error('It has not been claimed.');
  await claims.release(first);
  const claim = vi.spyOn(store, 'claim');
  expect(await claims.claim(item, keys)).toEqual({ state: 'twin' });
  expect(claim).not.toHaveBeenCalled();
  expect(await claims.claim(item, new Set())).toMatchObject({ attempt: 2 });
});

it('gives what the store says of a job that is done', async () => {
  const { claims } = claimsWith();
  const claim = await claims.claim(item, new Set());
  if ('state' in claim) throw new Error('It has not been claimed.');
  expect(await claims.commit(claim)).toBe(true);
  expect(await claims.claim(item, new Set())).toEqual({ state: 'done' });
});

it('commits for as long as the options say, and tells what the store tells', async () => {
  const commit = vi.fn<IdempotencyStore['commit']>(() => false);
  const { claims } = claimsWith({ store: { ...methods(), commit } });
  expect(await claims.commit(held)).toBe(false);
  expect(commit.mock.calls).toEqual([['k', 'o', 9000]]);
});

it('releases what is held', async () => {
  const release = vi.fn<IdempotencyStore['release']>();
  const { claims } = claimsWith({ store: { ...methods(), release } });
  await claims.release(held);
  expect(release.mock.calls).toEqual([['k', 'o']]);
});

it('gives an own key the job alone', async () => {
  const key = vi.fn<(value: unknown) => string>(() => 'own');
  const { claims } = claimsWith({ key });
  expect(await claims.claim(item, new Set())).toMatchObject({ key: 'own' });
  expect(key.mock.calls).toEqual([[item.value]]);
});

it.each([
  ['', 'an empty text'],
  [7, 'a number'],
  [undefined, 'undefined'],
  [null, 'null'],
])('refuses the key %j', (key, kind) => {
  const { claims } = claimsWith({ key: () => key as string });
  const cause = { message: `It gave ${kind} in place of a text.` };
  expect(() => claims.claim(item, new Set())).toThrow(
    expect.objectContaining({
      message: 'The function idempotency.key has failed.',
      cause: expect.objectContaining(cause) as Error,
    }) as Error,
  );
});

it('takes no random values before the first claim, which workers do not have before a request', async () => {
  const random = vi.spyOn(crypto, 'randomUUID');
  const { claims } = claimsWith();
  expect(random).not.toHaveBeenCalled();
  await claims.claim(item, new Set());
  await claims.claim(item, new Set());
  expect(random).toHaveBeenCalledOnce();
  random.mockRestore();
});

it('lets each pass where duplicates are not looked for', async () => {
  const claims = new Claims(undefined);
  const claim = await claims.claim(item, new Set());
  expect(claim).toMatchObject({ key: 'TaskFinish:Success::j1', attempt: 1 });
  expect(await claims.claim(item, new Set())).toMatchObject({ attempt: 1 });
  expect(await claims.commit(held)).toBe(true);
  await claims.release(held);
  const failed = vi.fn<() => void>();
  claims.keep(held, { lost: failed, renewalFailed: failed })();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(failed).not.toHaveBeenCalled();
});

it('renews a claim each third of its lease until it is stopped', async () => {
  const renew = vi.fn<IdempotencyStore['renew']>(() => true);
  const { claims } = claimsWith({ store: { ...methods(), renew }, lease: 3001 });
  const never = vi.fn<() => void>();
  const stop = claims.keep(held, { lost: never, renewalFailed: never });
  await vi.advanceTimersByTimeAsync(999);
  expect(renew).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2001);
  expect(renew).toHaveBeenCalledTimes(3);
  expect(renew).toHaveBeenCalledWith('k', 'o', expect.objectContaining({ lease: 3001, expiry: 9000 }));
  stop();
  stop();
  await vi.advanceTimersByTimeAsync(9000);
  expect(renew).toHaveBeenCalledTimes(3);
  expect(never).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  { stopped: ['a'], left: ['b', 'c', 'd'] },
  { stopped: ['d'], left: ['a', 'b', 'c'] },
  { stopped: ['b', 'b'], left: ['a', 'c', 'd'] },
  { stopped: ['b', 'd'], left: ['a', 'c'] },
  { stopped: ['a', 'b', 'c', 'd'], left: [] },
])('renews all but $stopped of four when those are stopped', async ({ stopped, left }) => {
  const renew = vi.fn<IdempotencyStore['renew']>(() => true);
  const { claims } = claimsWith({ store: { ...methods(), renew } });
  const never = vi.fn<() => void>();
  const listener = { lost: never, renewalFailed: never };
  const stops = new Map(['a', 'b', 'c', 'd'].map((key) => [key, claims.keep({ ...held, key }, listener)]));
  for (const key of stopped) stops.get(key)?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(renew.mock.calls.map(([key]) => key).toSorted()).toEqual(left);
});

it('renews a claim by a timer of its own, since that of another request may end with it', async () => {
  const renew = vi.fn<IdempotencyStore['renew']>(() => true);
  const { claims } = claimsWith({ store: { ...methods(), renew } });
  const start = vi.spyOn(globalThis, 'setInterval');
  const never = vi.fn<() => void>();
  claims.keep({ ...held, key: 'of a request that has ended' }, { lost: never, renewalFailed: never });
  const stop = claims.keep({ ...held, key: 'of another one' }, { lost: never, renewalFailed: never });
  clearInterval(start.mock.results[0]?.value as number);
  await vi.advanceTimersByTimeAsync(1000);
  stop();
  start.mockRestore();
  expect(renew.mock.calls.map(([key]) => key)).toEqual(['of another one']);
});

it('renews the shortest lease each millisecond', async () => {
  const renew = vi.fn<IdempotencyStore['renew']>(() => true);
  const { claims } = claimsWith({ store: { ...methods(), renew }, lease: 1 });
  const stop = claims.keep(held, { lost: vi.fn<() => void>(), renewalFailed: vi.fn<() => void>() });
  await vi.advanceTimersByTimeAsync(5);
  stop();
  expect(renew).toHaveBeenCalledTimes(5);
});

it('tells once that a claim was lost, also of several renewals under way, and stops', async () => {
  const renew = vi.fn<IdempotencyStore['renew']>(
    () => new Promise((resolve) => setTimeout(() => resolve(false), 2500)),
  );
  const { claims } = claimsWith({ store: { ...methods(), renew } });
  const lost = vi.fn<() => void>();
  const failed = vi.fn<() => void>();
  claims.keep(held, { lost, renewalFailed: failed });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(renew).toHaveBeenCalledTimes(3);
  expect(lost).toHaveBeenCalledOnce();
  expect(failed).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it('tells each renewal that fails, by a rejection or at once, and goes on', async () => {
  const renew = vi
    .fn<IdempotencyStore['renew']>(() => true)
    .mockRejectedValueOnce('rejected')
    .mockImplementationOnce(() => {
      throw new Error('thrown');
    });
  const { claims } = claimsWith({ store: { ...methods(), renew } });
  const lost = vi.fn<() => void>();
  const failed = vi.fn<(error: unknown) => void>();
  const stop = claims.keep(held, { lost, renewalFailed: failed });
  await vi.advanceTimersByTimeAsync(4000);
  stop();
  expect(failed.mock.calls).toMatchObject([['rejected'], [{ message: 'thrown' }]]);
  expect(renew).toHaveBeenCalledTimes(4);
  expect(lost).not.toHaveBeenCalled();
});

it.each([
  ['lost', () => Promise.resolve(false)],
  ['failed', () => Promise.reject(new Error('down'))],
])('says nothing of a renewal that has %s after the end', async (_name, end) => {
  const renew = async (): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return end();
  };
  const { claims } = claimsWith({ store: { ...methods(), renew } });
  const told = vi.fn<() => void>();
  const stop = claims.keep(held, { lost: told, renewalFailed: told });
  await vi.advanceTimersByTimeAsync(1200);
  stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).not.toHaveBeenCalled();
});

it('says nothing of a renewal that comes to an end after all claims were let go, and renews neither these nor others later', async () => {
  const renew = vi.fn<IdempotencyStore['renew']>(() => new Promise((resolve) => setTimeout(() => resolve(false), 500)));
  const { claims } = claimsWith({ store: { ...methods(), renew } });
  const told = vi.fn<() => void>();
  claims.keep(held, { lost: told, renewalFailed: told });
  await vi.advanceTimersByTimeAsync(1000);
  claims.letGo();
  const other = { ...held, key: 'other' };
  claims.keep(other, { lost: told, renewalFailed: told });
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).not.toHaveBeenCalled();
  expect(renew.mock.calls.map(([key]) => key)).toEqual(['k']);
  expect(vi.getTimerCount()).toBe(0);
});

it('lets go where nothing is claimed in a store', () => {
  const claims = new Claims(undefined);
  claims.keep(held, { lost: () => undefined, renewalFailed: () => undefined });
  expect(() => claims.letGo()).not.toThrow();
  expect(vi.getTimerCount()).toBe(0);
});

it('keeps claims where a timer is a number, as in browsers and workers', () => {
  const { claims } = claimsWith();
  const start = vi.spyOn(globalThis, 'setInterval').mockReturnValueOnce(7 as unknown as NodeJS.Timeout);
  const stop = claims.keep(held, { lost: () => undefined, renewalFailed: () => undefined });
  expect(start).toHaveBeenCalledOnce();
  expect(stop).not.toThrow();
  start.mockRestore();
});

/** Methods of a store that nothing calls. */
function methods(): IdempotencyStore {
  const never = (): never => {
    throw new Error('This is called by nobody.');
  };
  return { claim: never, renew: never, commit: never, release: never };
}
