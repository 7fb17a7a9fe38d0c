import { expect, it } from 'vitest';
import { equalDigests } from '../src/platform/digest.ts';

it.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'bbc', false],
  ['abc', 'ab', false],
  ['ab', 'abc', false],
  ['', 'abc', false],
])('of the digests %j and %j it is told whether they are equal: %s', (one, other, equal) => {
  expect(equalDigests(one, other)).toBe(equal);
});
