import { expect, it } from 'vitest';
import { characterLength } from '../../src/xml/utf-8.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How many bytes from the start are one character beyond ASCII that XML allows, as the platform's decoder sees it. */
function expectedLength(bytes: readonly number[]): number {
  for (const length of [2, 3, 4]) {
    try {
      const text = decoder.decode(Uint8Array.from(bytes.slice(0, length)));
      if ([...text].length === 1) return /[\uFFFE\uFFFF]/.test(text) ? 0 : length;
    } catch {
      // Not a character of this length.
    }
  }
  return 0;
}

it('tells the length of every character, and what is none', () => {
  const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbd, 0xbe, 0xbf, 0xc0, 0xff];
  let characters = 0;
  for (let first = 0x80; first <= 0xff; first++) {
    for (let second = 0; second <= 0xff; second++) {
      for (const third of edges) {
        for (const fourth of edges) {
          const bytes = [first, second, third, fourth];
          const length = characterLength(Uint8Array.from(bytes), 0);
          if (length !== expectedLength(bytes)) expect.fail(`${bytes.join(' ')}: ${length}`);
          if (length > 0) characters++;
        }
      }
    }
  }
  expect(characters).toBeGreaterThan(100_000);
});
