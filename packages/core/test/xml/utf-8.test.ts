import { expect, it } from 'vitest';
import { characterLength } from '../../src/xml/utf-8.ts';

it('tells the length of every character beyond ASCII that XML allows', () => {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(4);
  let characters = 0;
  for (let code = 0x80; code <= 0x10_ff_ff; code++) {
    if (code >= 0xd8_00 && code <= 0xdf_ff) continue;
    const { written } = encoder.encodeInto(String.fromCodePoint(code), bytes.fill(0));
    const expected = code === 0xff_fe || code === 0xff_ff ? 0 : written;
    if (characterLength(bytes, 0) !== expected) expect.fail(`U+${code.toString(16)}`);
    characters++;
  }
  expect(characters).toBe(0x10_ff_ff - 0x7f - 0x8_00);
});

it('refuses what a decoder refuses', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const isText = (bytes: readonly number[]): boolean => {
    try {
      return decoder.decode(Uint8Array.from(bytes)) !== '';
    } catch {
      return false;
    }
  };
  // The bytes at which the rules change, and their neighbours.
  const firsts = [
    0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
  ];
  const others = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbd, 0xc0, 0xff];
  let refused = 0;
  for (const first of firsts) {
    for (const second of others) {
      for (const third of others) {
        for (const fourth of others) {
          const bytes = [first, second, third, fourth];
          const length = characterLength(Uint8Array.from(bytes), 0);
          const isCharacter = (length > 0 ? [length] : [2, 3, 4]).some((end) => isText(bytes.slice(0, end)));
          if (isCharacter !== length > 0) expect.fail(`${bytes.join(' ')}: ${length}`);
          if (!isCharacter) refused++;
        }
      }
    }
  }
  expect(refused).toBeGreaterThan(10_000);
});
