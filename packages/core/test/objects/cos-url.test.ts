import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cosUrl } from '../../src/index.ts';

const bucket = 'stems-1250000000';
const region = 'ap-guangzhou';
const host = 'https://stems-1250000000.cos.ap-guangzhou.myqcloud.com';

it.each([
  ['out/voice.mp3', '/out/voice.mp3'],
  ['out/a b+c.mp3', '/out/a%20b%2Bc.mp3'],
  ['100%/#1?x=y&z.mp3', '/100%25/%231%3Fx%3Dy%26z.mp3'],
  ['录音/声音 🎙.m4a', '/%E5%BD%95%E9%9F%B3/%E5%A3%B0%E9%9F%B3%20%F0%9F%8E%99.m4a'],
  ['a//b/', '/a//b/'],
  ['a\\b:c@d;e', '/a%5Cb%3Ac%40d%3Be'],
  // No UTF-8 has half of a pair.
  ['a\uD83Cb', '/a%EF%BF%BDb'],
])('the address of %j', (key, path) => {
  expect(cosUrl({ bucket, region, key })).toBe(host + path);
});

it('gives the key back', () => {
  // Names that URLs take for steps between folders.
  const step = /^\.{1,2}$/;
  const segment = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !text.includes('/') && !step.test(text));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
      const { origin, pathname, search, hash } = new URL(cosUrl({ bucket, region, key: segments.join('/') }));
      expect([origin, search, hash]).toEqual([host, '', '']);
      expect(pathname.slice(1).split('/').map(decodeURIComponent)).toEqual(segments);
    }),
  );
});

it('leads nowhere else, whatever a body says of bucket and region', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'evil.example/',
      'evil.example#',
      'evil.example?',
      'a@evil.example',
      'user:secret@evil.example:443',
    ),
    fc.constantFrom('evil.example\\', '//evil.example', '\r\nHost: evil.example', 'evil.example%2F', ''),
  );
  fc.assert(
    fc.property(hostile, hostile, fc.string(), (someBucket, someRegion, key) => {
      const address = cosUrl({ bucket: someBucket, region: someRegion, key });
      const hostname = URL.canParse(address) ? new URL(address).hostname : 'nowhere.myqcloud.com';
      expect(hostname.endsWith('.myqcloud.com')).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
