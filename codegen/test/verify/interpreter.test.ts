import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/build-model.ts';
import { mapByReference } from '../../src/verify/index.ts';
import { parseSchema } from '../../src/load.ts';
import { readFiles, schemaTexts, schemaWith } from '../support/schemas.ts';

const text = { type: 'string', description: 'A text.' };
const place = { type: 'object', title: 'Place', description: 'A place.', properties: { Bucket: text, Region: text } };
const model = buildModel(
  schemaWith({
    'jobs/echo.schema.json': {
      properties: {
        Operation: {
          properties: {
            Place: place,
            Names: { type: 'array', description: 'Names.', items: { type: 'string' } },
            Places: { type: 'array', description: 'Places.', items: { ...place, title: 'ListedPlace' } },
            Count: { type: 'integer', description: 'A number.' },
            Done: { type: 'boolean', description: 'A boolean.' },
          },
        },
      },
    },
  }),
);

const encoder = new TextEncoder();

function map(body: string) {
  return mapByReference(model, encoder.encode(body));
}

const forms = buildModel(
  parseSchema(new Map([...schemaTexts(), ...readFiles(join(import.meta.dirname, '../golden/forms/schema'))])),
);

/** What a body becomes by the schema of the golden case `forms`. */
async function mapReview(body: string): Promise<readonly (readonly [string, unknown])[]> {
  return Object.entries(await mapByReference(forms, encoder.encode(body)));
}

/** What the operation of a job becomes, as JSON: from XML and, where that gives another, from JSON too. */
async function mapJob(xml: string, json: string): Promise<string> {
  const bodies = [
    `<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>j</JobId>${xml}<Tag>Echo</Tag></JobsDetail></Response>`,
    `{ "EventName": "TaskFinish", "JobsDetail": [{ "JobId": "j", ${json}, "Tag": "Echo" }] }`,
  ];
  const callbacks = await Promise.all(bodies.map(map));
  const operations = callbacks.map(({ JobsDetail: jobs }) =>
    JSON.stringify((jobs as readonly { Operation: unknown }[])[0]?.Operation),
  );
  return [...new Set(operations)].join(' but ');
}

function mapOperation(xml: string, json: string): Promise<string> {
  return mapJob(`<Operation>${xml}</Operation>`, `"Operation": ${json}`);
}

describe('the canonical form', () => {
  test('has a list also where the body has a lone entry', async () => {
    expect(await mapOperation('<Names>a</Names>', '{ "Names": "a" }')).toBe('{"Names":["a"]}');
    expect(await mapOperation('<Names>a</Names><Names>b</Names>', '{ "Names": ["a", "b"] }')).toBe(
      '{"Names":["a","b"]}',
    );
    expect(await mapOperation('<Places><Bucket>b</Bucket></Places>', '{ "Places": { "Bucket": "b" } }')).toBe(
      '{"Places":[{"Bucket":"b"}]}',
    );
  });

  test('has leaves of the declared type', async () => {
    expect(await mapOperation('<UserData>1.50</UserData>', '{ "UserData": "1.50" }')).toBe('{"UserData":"1.50"}');
    expect(await mapOperation('<UserData>true</UserData>', '{ "UserData": true }')).toBe('{"UserData":"true"}');
    expect(await mapOperation('<Count>12</Count><Done>false</Done>', '{ "Count": 12, "Done": false }')).toBe(
      '{"Count":12,"Done":false}',
    );
  });

  test('lacks what is empty', async () => {
    expect(await mapOperation('<UserData/><Names/><Place/>', '{ "UserData": "", "Names": [], "Place": {} }')).toBe(
      '{}',
    );
    expect(
      await mapOperation('<Place><Bucket/></Place><Names></Names>', '{ "Place": { "Bucket": null }, "Names": [""] }'),
    ).toBe('{}');
    expect(await mapOperation('<New/><Other><Inner/></Other>', '{ "New": {}, "Other": [{ "Inner": null }] }')).toBe(
      '{}',
    );
  });

  test('has an object that is required, empty if need be', async () => {
    expect(await mapJob('', '"State": "Failed"')).toBe('{}');
    expect(await mapJob('<Operation/>', '"Operation": null')).toBe('{}');
  });

  test('keeps what is unknown, as text, objects and lists of several', async () => {
    expect(await mapOperation('<New>7</New>', '{ "New": 7 }')).toBe('{"New":"7"}');
    expect(await mapOperation('<New><Inner>a</Inner></New>', '{ "New": { "Inner": ["a"] } }')).toBe(
      '{"New":{"Inner":"a"}}',
    );
    expect(await mapOperation('<New>a</New><New><B>b</B></New>', '{ "New": ["a", { "B": "b" }] }')).toBe(
      '{"New":["a",{"B":"b"}]}',
    );
  });

  test('keeps white space in a known text, and lacks an unknown text that is layout alone', async () => {
    expect(
      await mapOperation('<UserData>  </UserData><New> \n </New>', String.raw`{ "UserData": "  ", "New": " \n " }`),
    ).toBe('{"UserData":"  "}');
    expect(
      await mapOperation('<UserData> a\n</UserData><New> a </New>', String.raw`{ "UserData": " a\n", "New": " a " }`),
    ).toBe(String.raw`{"UserData":" a\n","New":" a "}`);
  });

  test('has keys in the order of the schema, unknown ones after them in the order of the body', async () => {
    const xml = '<Z>1</Z><Place><Region>r</Region><Bucket>b</Bucket></Place><A>2</A><UserData>u</UserData>';
    const json = '{ "Z": 1, "Place": { "Region": "r", "Bucket": "b" }, "A": 2, "UserData": "u" }';
    expect(await mapOperation(xml, json)).toBe('{"UserData":"u","Place":{"Bucket":"b","Region":"r"},"Z":"1","A":"2"}');
  });

  test('has names of Object.prototype as fields of its own', async () => {
    const xml =
      '<__proto__><polluted>a</polluted></__proto__><constructor>b</constructor><toString>c</toString><toString>d</toString>';
    const json = '{ "__proto__": { "polluted": "a" }, "constructor": "b", "toString": ["c", "d"] }';
    expect(await mapOperation(xml, json)).toBe('{"__proto__":{"polluted":"a"},"constructor":"b","toString":["c","d"]}');
    const callback = await map(`<Response>${xml}<EventName>New</EventName></Response>`);
    expect(Object.getPrototypeOf(callback)).toBe(Object.prototype);
    expect(callback['polluted']).toBeUndefined();
  });

  test('infers a missing EventName and has it first', async () => {
    const callback = await map('{ "JobsDetail": { "JobId": "j" }, "Other": "x" }');
    expect(Object.entries(callback)).toEqual([
      ['EventName', 'TaskFinish'],
      ['JobsDetail', [{ JobId: 'j', Operation: {} }]],
      ['Other', 'x'],
    ]);
  });

  test('infers an EventName from a text in a field, else from the field, and takes the form that has the field', async () => {
    const simple = '"data": { "event": "ReviewImage" }';
    expect(await mapReview(`{ "code": 0, ${simple} }`)).toEqual([
      ['EventName', 'ReviewImage'],
      ['data', { event: 'ReviewImage' }],
      ['code', '0'],
    ]);
    expect(await mapReview(`{ "EventName": "ReviewImage", ${simple} }`)).toEqual([
      ['EventName', 'ReviewImage'],
      ['data', { event: 'ReviewImage' }],
    ]);
    expect(await mapReview('<Response><data><event>ReviewImage</event></data></Response>')).toEqual([
      ['EventName', 'ReviewImage'],
      ['data', { event: 'ReviewImage' }],
    ]);
    expect(await mapReview('{ "data": { "event": "Other", "result": 1 } }')).toEqual([
      ['EventName', 'Review'],
      ['data', { result: '1', event: 'Other' }],
    ]);
    expect(await mapReview('{ "EventName": "ReviewImage", "Result": { "Label": "l" }, "Other": 1 }')).toEqual([
      ['EventName', 'ReviewImage'],
      ['Result', { Label: 'l' }],
      ['Other', '1'],
    ]);
    expect(await mapReview('{ "EventName": "ReviewImage", "Other": 1 }')).toEqual([
      ['EventName', 'ReviewImage'],
      ['Result', {}],
      ['Other', '1'],
    ]);
    await expect(mapReview('{ "data": {} }')).rejects.toThrow('The body is empty');
  });

  test('has unknown kinds for names that the schema does not have', async () => {
    expect(await map('<Response><EventName>New</EventName><JobsDetail><A>1</A></JobsDetail></Response>')).toEqual({
      EventName: 'New',
      JobsDetail: { A: '1' },
    });
    const other = await map(
      '{ "EventName": "TaskFinish", "JobsDetail": { "JobId": "j", "Tag": "constructor", "Operation": { "UserData": ["a", "b"] } } }',
    );
    expect(other['JobsDetail']).toEqual([{ JobId: 'j', Operation: { UserData: ['a', 'b'] }, Tag: 'constructor' }]);
  });

  test('has no root, also where a JSON body has one', async () => {
    expect(await map('{ "Response": { "EventName": "New" } }')).toEqual({ EventName: 'New' });
    expect(await map('{ "EventName": "New", "Response": { "A": "1" } }')).toEqual({
      EventName: 'New',
      Response: { A: '1' },
    });
  });

  test('does not depend on the encoding', async () => {
    const bytes = Buffer.from('\uFEFF<Response><EventName>新</EventName></Response>', 'utf16le');
    expect(await mapByReference(model, bytes)).toEqual({ EventName: '新' });
    expect(await map('\uFEFF{ "EventName": "新" }')).toEqual({ EventName: '新' });
  });

  test.each([
    ['another root', '<Request><EventName>New</EventName></Request>'],
    ['nothing', '<Response/>'],
    ['text beside elements', '<Response>text<EventName>New</EventName></Response>'],
    ['a leaf that is repeated', '<Response><EventName>A</EventName><EventName>B</EventName></Response>'],
    ['an object where text should be', '{ "EventName": { "A": "b" } }'],
    ['text where an object should be', '{ "EventName": "TaskFinish", "JobsDetail": "text" }'],
    ['a number that is none', '{ "JobsDetail": { "JobId": "j", "Tag": "Echo", "Operation": { "Count": "many" } } }'],
    ['broken XML', '<Response><EventName></Response>'],
    ['broken JSON', '{ "EventName": }'],
  ])('does not exist for %s', async (_what, body) => {
    await expect(map(body)).rejects.toThrow(Error);
  });
});
