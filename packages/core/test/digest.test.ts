import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { equalDigests, hexadecimal, sha256 } from '../src/platform/digest.ts';
import { nodeModule } from '../src/platform/node-module.ts';

vi.mock('../src/platform/node-module.ts', { spy: true });

afterEach(() => {
  vi.resetAllMocks();
});

it.each(['', 'a-token-of-some-length', 'Grüße 你好 😀'])(
  'the digest of %j has a character for each byte, with Node and without it',
  async (text) => {
    const digest = await sha256(text);
    expect(digest).toMatch(/^[\0-\xff]{32}$/);
    expect(hexadecimal(digest)).toBe(createHash('sha256').update(text).digest('hex'));
    vi.mocked(nodeModule).mockReturnValue(undefined);
    expect(await sha256(text)).toBe(digest);
  },
);

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
