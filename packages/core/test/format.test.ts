import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson, formatXml, parseCallback, parseJson, type Callback, type ErrorCode } from '../src/index.ts';

const callback = (job: object): Callback =>
  ({ EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1', Operation: {}, ...job }] }) as unknown as Callback;

describe('formatXml', () => {
  it('writes one line, lists as repeated elements, empties as empty elements', () => {
    expect(formatXml(callback({ Code: 'a<b>&"c"\'\r\n', Input: { CosHeaders: [{ Key: 'k' }, { Value: 'v' }] } }))).toBe(
      '<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>j1</JobId><Operation/><Code>a&lt;b&gt;&amp;"c"\'&#13;\n</Code>' +
        '<Input><CosHeaders><Key>k</Key></CosHeaders><CosHeaders><Value>v</Value></CosHeaders></Input></JobsDetail></Response>',
    );
  });

  it('indents by as many spaces as asked for', () => {
    expect(formatXml({ EventName: 'E', A: { B: 'b' } } as unknown as Callback, { indent: 2 })).toBe(
      '<Response>\n  <EventName>E</EventName>\n  <A>\n    <B>b</B>\n  </A>\n</Response>',
    );
  });

  it('leaves out what is undefined or null', () => {
    expect(formatXml({ EventName: 'E', A: undefined, B: null } as unknown as Callback)).toBe(
      '<Response><EventName>E</EventName></Response>',
    );
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['Self'] = cyclic;

  it.each<[code: ErrorCode, what: string, job: object]>([
    ['format.invalid_name', 'a name with a space', { 'a b': '1' }],
    ['format.invalid_name', 'a name that starts with a digit', { '1a': '1' }],
    ['format.invalid_name', 'an empty name', { '': '1' }],
    ['format.invalid_name', 'markup as a name', { '/><x': '1' }],
    ['format.invalid_character', 'a control character', { Code: 'a\u0000' }],
    ['format.invalid_character', 'a lone surrogate', { Code: '\uD800a' }],
    ['format.invalid_character', 'a non-character', { Code: '\uFFFE' }],
    ['format.nested_list', 'a list of lists', { New: [['a'], ['b']] }],
    ['format.unsupported_value', 'a function', { Code: () => 1 }],
    ['format.unsupported_value', 'a cycle', { New: cyclic }],
  ])('refuses with %s %s', (code, _what, job) => {
    expect(() => formatXml(callback(job))).toThrow(expect.objectContaining({ code }));
  });
});

describe('formatJson', () => {
  it('writes the object without a root', () => {
    expect(formatJson(callback({}))).toBe('{"EventName":"TaskFinish","JobsDetail":[{"JobId":"j1","Operation":{}}]}');
    expect(formatJson(callback({}), { indent: 1 })).toContain('\n "EventName"');
  });

  it('refuses what JSON can not hold', () => {
    expect(() => formatJson(callback({ Code: 1n }))).toThrow(
      expect.objectContaining({ code: 'format.unsupported_value' }),
    );
  });
});

it('whatever a body says is the same after writing and parsing it again', () => {
  const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'é𐐀'), fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/));
  const text = fc
    .string({ unit: 'binary' })
    .filter((value) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(value));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      tie('object'),
      fc.array(fc.oneof(text, tie('object')), { maxLength: 3 }),
    ),
    object: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^New[A-Z][a-z]{0,3}$/), value, { maxKeys: 5 }),
      text,
      (unknown, message) => {
        const parsed = parseJson(
          JSON.stringify({ EventName: 'TaskFinish', JobsDetail: { JobId: 'j1', Message: message, ...unknown } }),
        );
        deepStrictEqual(parseCallback(formatXml(parsed)), parsed);
        deepStrictEqual(parseCallback(formatXml(parsed, { indent: 3 })), parsed);
        deepStrictEqual(parseCallback(formatJson(parsed)), parsed);
      },
    ),
    { numRuns: 500 },
  );
});
