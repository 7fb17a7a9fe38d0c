import { expect, it } from 'vitest';
import { ExpiringCache } from '../../src/auth/expiring-cache.ts';

it('what is set again was used last, and has the new value', () => {
  const cache = new ExpiringCache<number>(2);
  cache.set('a', 1, 60_000);
  cache.set('b', 2, 60_000);
  cache.set('a', 3, 60_000);
  cache.set('c', 4, 60_000);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([3, undefined, 4]);
});
