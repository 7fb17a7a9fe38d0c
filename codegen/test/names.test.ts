import { expect, test } from 'vitest';
import { kindName } from '../src/emit/names.ts';

test.each([
  ['VoiceSeparate', 'voiceSeparate'],
  ['SDRtoHDR', 'sdrToHdr'],
  ['DNA', 'dna'],
  ['ImageOCR', 'imageOcr'],
  ['__proto__', 'proto'],
  // Words of the language can't name a constant.
  ['Delete', 'deleteKind'],
  ['好', 'kind'],
])('the constant of %s is called %s', (name, constant) => {
  expect(kindName(name)).toBe(constant);
});
