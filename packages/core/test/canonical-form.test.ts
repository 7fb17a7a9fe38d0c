import { expect, it } from 'vitest';
import { parseCallback, type ParseOptions } from '../src/index.ts';

const off: ParseOptions = { validation: 'off' };
const xml = (job: string): string =>
  `<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>j1</JobId>${job}</JobsDetail></Response>`;
const json = (job: object): string =>
  JSON.stringify({ EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1', ...job }] });
const job = (fields: object): object => ({ EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1', ...fields }] });

/** Each rule: a sentence, a job's fields as XML and as JSON, and the fields that both must become. */
const rules: readonly [rule: string, xml: string, json: object, canonical: object][] = [
  [
    'A list is an array, also with one entry',
    '<Input><CosHeaders><Key>a</Key></CosHeaders></Input>',
    { Input: { CosHeaders: [{ Key: 'a' }] } },
    { Input: { CosHeaders: [{ Key: 'a' }] }, Operation: {} },
  ],
  [
    'A lone object where the schema has a list is its one entry',
    '<Input><CosHeaders><Key>a</Key></CosHeaders></Input>',
    { Input: { CosHeaders: { Key: 'a' } } },
    { Input: { CosHeaders: [{ Key: 'a' }] }, Operation: {} },
  ],
  [
    'A lone text where the schema has a list is its one entry',
    '<Tag>VoiceSeparate</Tag><Operation><MediaResult><OutputFile><ObjectName>a.mp3</ObjectName></OutputFile></MediaResult></Operation>',
    { Tag: 'VoiceSeparate', Operation: { MediaResult: { OutputFile: { ObjectName: 'a.mp3' } } } },
    { Operation: { MediaResult: { OutputFile: { ObjectName: ['a.mp3'] } } }, Tag: 'VoiceSeparate' },
  ],
  [
    'Text is kept to the character',
    '<Message> a  b\n</Message>',
    { Message: ' a  b\n' },
    { Message: ' a  b\n', Operation: {} },
  ],
  [
    'White space alone is text where the schema has text',
    '<Message> </Message>',
    { Message: ' ' },
    { Message: ' ', Operation: {} },
  ],
  [
    'White space alone is text where the schema knows nothing',
    '<New> </New>',
    { New: ' ' },
    { Operation: {}, New: ' ' },
  ],
  [
    'White space with a line break is layout where the schema knows nothing',
    '<New>\n  </New>',
    { New: '\n  ' },
    { Operation: {} },
  ],
  ['White space alone is empty where the schema has an object', '<Input> </Input>', { Input: ' ' }, { Operation: {} }],
  [
    'A number where the schema has text is its text',
    '<Code>12.5</Code>',
    { Code: 12.5 },
    { Code: '12.5', Operation: {} },
  ],
  [
    'A truth value where the schema has text is its text',
    '<Code>false</Code>',
    { Code: false },
    { Code: 'false', Operation: {} },
  ],
  ['An empty element is missing', '<Message/><Code></Code>', { Message: '', Code: null }, { Operation: {} }],
  [
    'What holds nothing but empties is missing',
    '<Input><Object/></Input><New><A/><B><C/></B></New>',
    { Input: { Object: '' }, New: { A: [], B: { C: {} } } },
    { Operation: {} },
  ],
  ['An empty object where the schema has text is missing', '<Message/>', { Message: {} }, { Operation: {} }],
  ['An object that the schema requires is there even when the body lacks it', '', {}, { Operation: {} }],
  [
    'An unknown element with children is an object',
    '<New><A>1</A></New>',
    { New: { A: '1' } },
    { Operation: {}, New: { A: '1' } },
  ],
  [
    'Repeated unknown elements are an array',
    '<New>a</New><New>b</New>',
    { New: ['a', 'b'] },
    { Operation: {}, New: ['a', 'b'] },
  ],
  ['An unknown list of one is its entry', '<New>a</New>', { New: ['a'] }, { Operation: {}, New: 'a' }],
  [
    'Numbers and truth values that the schema does not know are text',
    '<New>1</New><Old>true</Old>',
    { New: 1, Old: true },
    { Operation: {}, New: '1', Old: 'true' },
  ],
  [
    'Keys come in the order of the schema, unknown ones after them',
    '<New>n</New><State>Success</State><Code>c</Code>',
    { New: 'n', State: 'Success', Code: 'c' },
    { Code: 'c', Operation: {}, State: 'Success', New: 'n' },
  ],
  [
    'A type of job that the schema does not know is no error',
    '<Tag>Fresh</Tag><Operation><FreshResult><Score>9</Score></FreshResult></Operation>',
    { Tag: 'Fresh', Operation: { FreshResult: { Score: 9 } } },
    { Operation: { FreshResult: { Score: '9' } }, Tag: 'Fresh' },
  ],
  [
    'Names that prototypes have are data',
    '<constructor>c</constructor><__proto__><polluted>p</polluted></__proto__>',
    JSON.parse('{"constructor":"c","__proto__":{"polluted":"p"}}') as object,
    Object.defineProperty({ Operation: {}, constructor: 'c' }, '__proto__', {
      value: { polluted: 'p' },
      enumerable: true,
    }),
  ],
];

it.each(rules)('%s', (_rule, xmlFields, jsonFields, canonical) => {
  const expected = job(canonical);
  const fromXml = parseCallback(xml(xmlFields), off);
  expect(fromXml).toStrictEqual(expected);
  expect(JSON.stringify(fromXml)).toBe(JSON.stringify(parseCallback(json(jsonFields), off)));
  expect(
    Object.keys((fromXml as unknown as { JobsDetail: object[] }).JobsDetail[0] ?? {}).filter((key) => key !== 'JobId'),
  ).toEqual(Object.keys(canonical));
  expect('polluted' in {}).toBe(false);
});

it('An event name that is missing is inferred from the content, and comes first', () => {
  const callback = parseCallback('<Response><JobsDetail><JobId>j1</JobId></JobsDetail></Response>');
  expect(Object.entries(callback)[0]).toEqual(['EventName', 'TaskFinish']);
});

it('An event that the schema does not know is no error', () => {
  expect(parseCallback('<Response><EventName>NewThing</EventName><Body><A>1</A></Body></Response>')).toEqual({
    EventName: 'NewThing',
    Body: { A: '1' },
  });
});

it('An event or tag with the name of a prototype property is unknown', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    expect(parseCallback(JSON.stringify({ EventName: name }))).toEqual({ EventName: name });
    expect(parseCallback(xml(`<Tag>${name}</Tag>`))).toEqual(job({ Operation: {}, Tag: name }));
  }
});

it('A number with more digits than a double holds keeps them', () => {
  const body =
    '{"EventName":"TaskFinish","JobsDetail":[{"JobId":12345678901234567890123,"Code":0.12345678901234567890}]}';
  expect(parseCallback(body)).toMatchObject({
    JobsDetail: [{ JobId: '12345678901234567890123', Code: '0.12345678901234567890' }],
  });
});

it('JSON with a root, and with a lone object for the list, is the same callback', () => {
  const plain = parseCallback(json({ State: 'Success' }));
  expect(
    parseCallback('{"Response":{"EventName":"TaskFinish","JobsDetail":{"JobId":"j1","State":"Success"}}}'),
  ).toEqual(plain);
});

it('Attributes, comments, instructions and CDATA do not change what an element says', () => {
  const body = `<?xml version="1.0" encoding="UTF-8"?><!-- c --><Response v="1"><?p i?><EventName>Task<!-- c -->Fin<![CDATA[ish]]></EventName>
    <JobsDetail a='&lt;'><JobId>j&#49;</JobId></JobsDetail></Response><!-- end -->`;
  expect(parseCallback(body)).toEqual(job({ Operation: {} }));
});
