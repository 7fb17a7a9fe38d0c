import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSyntaxError, parseJson, type ErrorCode } from '../src/index.ts';
import { JsonReader } from '../src/json/json-reader.ts';

const read = (text: string): unknown => new JsonReader(text, 64).readText();

it('reads what JSON.stringify writes', () => {
  const leaf = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.maxSafeInteger());
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(leaf, fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
  }));
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, '\t'), (written, indent) => {
      const text = JSON.stringify(written, null, indent);
      expect(JSON.stringify(read(text), null, indent)).toBe(text);
    }),
  );
});

it('refuses what JSON.parse refuses', () => {
  const characters = fc.constantFrom(...'{}[],:"\\ \n\t\r\u0000truefalsn0123456789eE+-.u/bx'.split(''));
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      expect(accepts(() => read(text))).toBe(accepts(() => JSON.parse(text)));
    }),
    { numRuns: 5000 },
  );
});

function accepts(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonSyntaxError) return false;
    throw error;
  }
}

it('reads names with escapes, also where JSON.parse takes them for those of an object that it read before', () => {
  const body = (name: string): string => `{"EventName":"NewEvent","${name}":"1"}`;
  for (const name of ['\\\\', '\\"', '\\n', '\\u0041', '\\\\']) {
    expect(Object.keys(parseJson(body(name)))).toEqual(['EventName', JSON.parse(`"${name}"`)]);
  }
});

it('keeps the digits of numbers that a double has not', () => {
  expect(read('[12345678901234567890, 1.10, 0.1234567890123456789, 5]')).toEqual([
    '12345678901234567890',
    1.1,
    '0.1234567890123456789',
    5,
  ]);
});

it('keeps numbers beyond the range of a double, as the text that was sent', () => {
  const job = (code: string): string => `{"JobsDetail":[{"JobId":"j1","Code":${code}}]}`;
  for (const code of ['1e400', '-1e400', '1e-400', '0.1e-999']) {
    expect(parseJson(job(code))).toMatchObject({ JobsDetail: [{ Code: code }] });
  }
  expect(parseJson(job('0.0'))).toMatchObject({ JobsDetail: [{ Code: '0' }] });
});

it('knows a root by its name alone', () => {
  expect(() => parseJson('{"response":{"JobsDetail":{"JobId":"j1"}}}')).toThrow(
    expect.objectContaining({ code: 'validation.failed' }),
  );
});

it('takes names of prototypes as data', () => {
  const value = read('{"__proto__":{"a":1}}') as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value)).toEqual(['__proto__']);
});

describe('says where the text breaks the grammar', () => {
  it.each<[code: ErrorCode, text: string, offset: number]>([
    ['json.unexpected_end', '{', 1],
    ['json.unexpected_end', '{"a"', 4],
    ['json.unexpected_end', '{"a":', 5],
    ['json.unexpected_end', '{"a":1', 6],
    ['json.unexpected_end', '{"a', 3],
    ['json.unexpected_end', '[1,', 3],
    ['json.unexpected_token', '{a:1}', 1],
    ['json.unexpected_token', '{"a":1,}', 7],
    ['json.unexpected_token', '[1,]', 3],
    ['json.unexpected_token', '{"a" 1}', 5],
    ['json.unexpected_token', '{"a":1 "b":2}', 7],
    ['json.unexpected_token', '[1] 2', 4],
    ['json.unexpected_token', "{'a':1}", 1],
    ['json.unexpected_token', '{"a":undefined}', 5],
    ['json.unexpected_token', '{"a":/* */1}', 5],
    ['json.invalid_string', '{"a":"\n"}', 6],
    ['json.invalid_string', '{"a":"\\x"}', 6],
    ['json.invalid_string', '{"a":"\\u12"}', 6],
    ['json.invalid_number', '{"a":01}', 6],
    ['json.invalid_number', '{"a":-}', 5],
    ['json.invalid_number', '{"a":1.}', 6],
  ])('%s in %j', (code, text, offset) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code, offset, status: 400 }));
  });

  it('by line and column', () => {
    expect(() => parseJson('{\n  "a": 1,\n  b\n}')).toThrow(
      expect.objectContaining({ line: 3, column: 3, excerpt: '  b\n  ^' }),
    );
  });

  it('and how deep it may nest', () => {
    const nested = (depth: number, end = ''): string => `${'['.repeat(depth)}${']'.repeat(depth)}${end}`;
    expect(() => parseJson(`{"a":${nested(100_000)}}`)).toThrow(expect.objectContaining({ code: 'limit.depth' }));
    expect(() => parseJson(nested(100_000, '!'))).toThrow(expect.objectContaining({ code: 'limit.depth' }));
  });
});
