import { describe, expect, it } from 'vitest';
import type { IdempotencyStore } from '../../src/idempotency/index.ts';

/** A store that knows nothing yet, and what tests need to do with it. */
export interface StoreUnderTest {
  readonly store: IdempotencyStore;
  /** Lets the time of the store pass. */
  readonly pass: (milliseconds: number) => Promise<void> | void;
  /** Makes the store forget everything. */
  readonly lose: () => Promise<void> | void;
}

/** Longer than any test. */
const long = { lease: 60_000, expiry: 3_600_000 };
/** So short that tests can wait for its end. None relies on being quicker than that. */
const short = 15;
const toItsEnd = short + 5;
const first = { state: 'claimed', attempt: 1 };
const second = { state: 'claimed', attempt: 2 };
const done = { state: 'done' };
const running = { state: 'running', remaining: expect.any(Number) as number };

/** What every idempotency store must do. `make` gives a store that is used by one test alone. */
export function storeBehaviour(make: () => Promise<StoreUnderTest> | StoreUnderTest): void {
  describe('claim', () => {
    claiming(make);
  });
  describe('renew', () => {
    renewing(make);
  });
  describe('commit', () => {
    committing(make);
  });
  describe('release', () => {
    releasing(make);
  });
}

type Make = Parameters<typeof storeBehaviour>[0];

function claiming(make: Make): void {
  it('takes a free key', async () => {
    const { store } = await make();
    expect(await store.claim('key', 'one', long)).toEqual(first);
  });

  it('tells how long another owner has the key', async () => {
    const { store } = await make();
    await store.claim('key', 'one', long);
    const claim = await store.claim('key', 'two', { lease: 1, expiry: 1 });
    expect(claim).toEqual(running);
    const remaining = claim.state === 'running' ? claim.remaining : 0;
    expect(remaining).toBeGreaterThan(long.lease / 2);
    expect(remaining).toBeLessThanOrEqual(long.lease);
  });

  it('knows what is done', async () => {
    const { store } = await make();
    await store.claim('key', 'one', long);
    await store.commit('key', 'one', long.expiry);
    expect(await store.claim('key', 'two', long)).toEqual(done);
    expect(await store.claim('key', 'one', long)).toEqual(done);
  });

  it('takes a key whose lease has ended, and counts the attempt', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: short });
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(second);
    expect(await store.claim('key', 'one', long)).toEqual(running);
  });

  it('gives an owner that asks again the same answer', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: short });
    expect(await store.claim('key', 'one', { ...long, lease: short })).toEqual(first);
    await pass(toItsEnd);
    expect(await store.claim('key', 'one', long)).toEqual(first);
    expect(await store.claim('key', 'two', long)).toEqual(running);
  });

  it('gives one of fifty the key', async () => {
    const { store } = await make();
    const claims = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => store.claim('key', `owner ${index}`, long)),
    );
    expect(claims.filter(({ state }) => state === 'claimed')).toEqual([first]);
    expect(claims.filter(({ state }) => state === 'running')).toHaveLength(49);
  });

  it('gives one of fifty a key whose lease has ended', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: short });
    await pass(toItsEnd);
    const claims = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => store.claim('key', `owner ${index}`, long)),
    );
    expect(claims.filter(({ state }) => state === 'claimed')).toEqual([second]);
  });

  it('keeps keys apart, whatever they hold', async () => {
    const { store } = await make();
    const keys = [
      '',
      ' ',
      'a:b',
      'a:b:',
      '{a}',
      '{a}b',
      '任务',
      '🎬',
      '\0',
      '\r\n',
      'é',
      'é',
      '__proto__',
      'x'.repeat(2000),
    ];
    for (const key of keys) expect([key, await store.claim(key, 'one', long)]).toEqual([key, first]);
    for (const key of keys) expect([key, await store.claim(key, 'two', long)]).toEqual([key, running]);
  });

  it('remembers a claim for its lease, if that is longer than what is remembered', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { lease: long.lease, expiry: short });
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(running);
  });

  it('forgets a claim when its time is over', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { lease: 1, expiry: short });
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(first);
  });
}

function renewing(make: Make): void {
  it('puts off the end of the lease', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: short });
    expect(await store.renew('key', 'one', long)).toBe(true);
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(running);
  });

  it('puts off the time when the claim is forgotten', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { lease: short, expiry: short });
    expect(await store.renew('key', 'one', { ...long, lease: 1 })).toBe(true);
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(second);
  });

  it('takes an ended lease up again while nobody has the key', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: short });
    await pass(toItsEnd);
    expect(await store.renew('key', 'one', long)).toBe(true);
    expect(await store.claim('key', 'two', long)).toEqual(running);
  });

  it('tells an owner that another has the key, and leaves it to that one', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: 1 });
    await pass(5);
    await store.claim('key', 'two', { ...long, lease: short });
    expect(await store.renew('key', 'one', long)).toBe(false);
    await pass(toItsEnd);
    expect(await store.renew('key', 'one', long)).toBe(false);
    expect(await store.renew('key', 'two', long)).toBe(true);
  });

  it('takes again what the store has lost', async () => {
    const { store, lose } = await make();
    await store.claim('key', 'one', long);
    await lose();
    expect(await store.renew('key', 'one', long)).toBe(true);
    expect(await store.claim('key', 'two', long)).toEqual(running);
    await store.release('key', 'one');
    expect(await store.claim('key', 'two', long)).toEqual(second);
  });

  it('leaves what another has claimed since the loss', async () => {
    const { store, lose } = await make();
    await store.claim('key', 'one', long);
    await lose();
    await store.claim('key', 'two', long);
    expect(await store.renew('key', 'one', long)).toBe(false);
    expect(await store.commit('key', 'one', long.expiry)).toBe(false);
    expect(await store.commit('key', 'two', long.expiry)).toBe(true);
  });

  it('does not take what its owner has freed or done', async () => {
    const { store } = await make();
    await store.claim('freed', 'one', long);
    await store.release('freed', 'one');
    expect(await store.renew('freed', 'one', long)).toBe(false);
    expect(await store.claim('freed', 'two', long)).toEqual(second);
    await store.claim('done', 'one', long);
    await store.commit('done', 'one', long.expiry);
    expect(await store.renew('done', 'one', long)).toBe(false);
    expect(await store.claim('done', 'two', long)).toEqual(done);
  });
}

function committing(make: Make): void {
  it('marks as done, and says the same when it is asked again', async () => {
    const { store } = await make();
    await store.claim('key', 'one', long);
    expect(await store.commit('key', 'one', long.expiry)).toBe(true);
    expect(await store.commit('key', 'one', long.expiry)).toBe(true);
  });

  it('is forgotten when its time is over', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', long);
    await store.commit('key', 'one', short);
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(first);
  });

  it('lasts longer than the claim would have', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { lease: short, expiry: short });
    await store.commit('key', 'one', long.expiry);
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(done);
  });

  it('counts also after the end of the lease', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: short });
    await pass(toItsEnd);
    expect(await store.commit('key', 'one', long.expiry)).toBe(true);
    expect(await store.claim('key', 'two', long)).toEqual(done);
  });

  it('counts also if the store has lost the key', async () => {
    const { store, lose } = await make();
    await store.claim('key', 'one', long);
    await lose();
    expect(await store.commit('key', 'one', long.expiry)).toBe(true);
    expect(await store.claim('key', 'two', long)).toEqual(done);
  });

  it('is refused while another has the key, be its lease ended or not', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: 1 });
    await pass(5);
    await store.claim('key', 'two', { ...long, lease: short });
    expect(await store.commit('key', 'one', long.expiry)).toBe(false);
    await pass(toItsEnd);
    expect(await store.commit('key', 'one', long.expiry)).toBe(false);
    expect(await store.commit('key', 'two', long.expiry)).toBe(true);
    expect(await store.commit('key', 'one', long.expiry)).toBe(false);
  });

  it('counts if another has taken the key and freed it', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { ...long, lease: 1 });
    await pass(5);
    await store.claim('key', 'two', long);
    await store.release('key', 'two');
    expect(await store.commit('key', 'one', long.expiry)).toBe(true);
    expect(await store.claim('key', 'three', long)).toEqual(done);
  });
}

function releasing(make: Make): void {
  it('frees the key, and keeps its number of attempts', async () => {
    const { store } = await make();
    await store.claim('key', 'one', long);
    await store.release('key', 'one');
    expect(await store.claim('key', 'two', long)).toEqual(second);
    await store.release('key', 'two');
    expect(await store.claim('key', 'two', long)).toEqual({ state: 'claimed', attempt: 3 });
  });

  it('of a stranger does nothing', async () => {
    const { store } = await make();
    await store.release('unknown', 'stranger');
    await store.claim('key', 'one', long);
    await store.release('key', 'stranger');
    expect(await store.claim('key', 'two', long)).toEqual(running);
    expect(await store.claim('unknown', 'two', long)).toEqual(first);
  });

  it('does not undo what is done', async () => {
    const { store } = await make();
    await store.claim('key', 'one', long);
    await store.commit('key', 'one', long.expiry);
    await store.release('key', 'one');
    expect(await store.claim('key', 'two', long)).toEqual(done);
  });

  it('leaves nothing behind for ever', async () => {
    const { store, pass } = await make();
    await store.claim('key', 'one', { lease: 1, expiry: short });
    await store.release('key', 'one');
    await pass(toItsEnd);
    expect(await store.claim('key', 'two', long)).toEqual(first);
  });
}
