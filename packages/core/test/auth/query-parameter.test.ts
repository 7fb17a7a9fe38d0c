import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastSegment, queryParameter } from '../../src/auth/query-parameter.ts';

describe('the parameter of a query', () => {
  it.each([
    ['/a', undefined],
    ['/a?', undefined],
    ['/a?b=1', undefined],
    ['/token=1', undefined],
    ['/a?token=1', '1'],
    ['?token=1', '1'],
    ['/a?b=2&token=1&c=3', '1'],
    ['/a?token=', ''],
    ['/a?token', ''],
    ['/a?token=1=2', '1=2'],
    ['/a?token=1?2', '1?2'],
    ['/a?token=a+b/c==', 'a+b/c=='],
    ['/a?token=%61%2Bb', 'a+b'],
    ['/a?%74oken=1', '1'],
    ['/a?Token=1', undefined],
    ['/a?token%5B%5D=1', undefined],
    ['/a?token=%', ''],
    ['/a?token=%zz', ''],
    ['/a?token=%ff', ''],
    ['/a?%=1', undefined],
    ['/a?%&token=1', '1'],
    ['/a?token=1&token=1', ''],
    ['/a?token=1&token=2', ''],
    ['/a?token=1&token', ''],
    ['/a?token&token=1', ''],
    ['/a?token=%&token=1', ''],
    ['/a?token=1&%74oken=2', ''],
    ['/a?token=1&token=2&token=3', ''],
  ])('of %s is %j', (url, expected) => {
    expect(queryParameter(url, 'token')).toBe(expected);
  });

  it('may have a name that is empty or begins with an equals sign', () => {
    expect(queryParameter('/a?=1', '')).toBe('1');
    expect(queryParameter('/a?=1', '=1')).toBeUndefined();
    expect(queryParameter('/a?%3D1=2', '=1')).toBe('2');
  });

  it('is what was encoded, whatever stands around it', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, text, (value, key, other) => {
        fc.pre(key !== 'token');
        const pairs = [[key, other] as const, ['token', value] as const];
        const query = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
        expect(queryParameter(`/a?${query}`, 'token')).toBe(value);
      }),
    );
  });

  it('never throws', () => {
    const url = fc.string({
      unit: fc.constantFrom('?', '&', '=', '%', '/', 't', 'F', '8', '#', '\uD800'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(url, (given) => {
        for (const found of [queryParameter(given, 't'), lastSegment(given)]) {
          expect(['string', 'undefined']).toContain(typeof found);
        }
      }),
    );
  });
});

describe('the last segment of a path', () => {
  it.each([
    ['', undefined],
    ['/', undefined],
    ['//', undefined],
    ['?a', undefined],
    ['/?a/b', undefined],
    ['a', 'a'],
    ['/a', 'a'],
    ['/a/', 'a'],
    ['/a//', 'a'],
    ['/a/b', 'b'],
    ['/a/b?c/d', 'b'],
    ['/a/b/?c', 'b'],
    ['/a/b%2Fc', 'b/c'],
    ['/a/%', ''],
    ['/a/b+c', 'b+c'],
  ])('of %s is %j', (url, expected) => {
    expect(lastSegment(url)).toBe(expected);
  });
});
