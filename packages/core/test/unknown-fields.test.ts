import { describe, expect, it } from 'vitest';
import { parseCallback, validateCallback } from '../src/index.ts';

/** What strict validation says of fields in a job's Operation. */
function unknownFields(operation: object): readonly (readonly [path: string, actual: string])[] {
  const callback = parseCallback({ JobsDetail: [{ JobId: 'j1', Tag: 'Transcode', Operation: operation }] });
  return validateCallback(callback, { mode: 'strict' })
    .filter(({ code }) => code === 'unknown_field')
    .map(({ path, actual }) => [path.replace('/JobsDetail/0/Operation/', ''), actual]);
}

describe('strict validation tells of an unknown field', () => {
  it.each([
    ['a text', { New: '1.50' }, '"1.50"'],
    ['a long text', { New: 'x'.repeat(50) }, `"${'x'.repeat(40)}…"`],
    ['an object', { New: { Begin: '0.5', End: '2' } }, 'an object of Begin, End'],
    [
      'a large object',
      { New: Object.fromEntries(Array.from('abcdefghij', (name) => [name, '1'])) },
      'an object of a, b, c, d, e, f, g, h, …',
    ],
    ['a list of texts', { New: ['a', 'b'] }, 'a list of 2, the first "a"'],
    ['a list of objects', { New: [{ Text: 'a' }, { Text: 'b' }] }, 'a list of 2, the first an object of Text'],
  ])('%s', (_what, operation, actual) => {
    expect(unknownFields(operation)).toEqual([['New', actual]]);
  });

  it('in an object that is known, by its path', () => {
    expect(unknownFields({ MediaInfo: { Format: { Size: '1', Fresh: 'yes' } } })).toEqual([
      ['MediaInfo/Format/Fresh', '"yes"'],
    ]);
  });
});
