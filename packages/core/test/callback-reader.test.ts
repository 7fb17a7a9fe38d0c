import { deepStrictEqual } from 'node:assert';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../src/api/options.ts';
import { fullCatalog } from '../src/catalog/full-catalog.ts';
import { CallbackError, parseXml, validateCallback } from '../src/index.ts';
import { mapCallback, wrongRoot } from '../src/mapping/map-callback.ts';
import { mapPlain } from '../src/mapping/plain-mapper.ts';
import { readJson } from '../src/json/read-json.ts';
import type { LooseObject, LooseValue } from '../src/mapping/loose-value.ts';
import { readCallback } from '../src/xml/callback-reader.ts';
import { XmlCursor } from '../src/xml/cursor.ts';
import { readXml } from '../src/xml/read-xml.ts';
import { invalidSamples, sample, validSamples } from './samples.ts';

const { callback: shape } = fullCatalog;
const { rootName, shape: callback } = shape;
const off = { validation: 'off' } as const;

/** What a document is by the general reader and the mapper. */
function theLongWay(body: Uint8Array): unknown {
  const root = readXml(body, false, defaultLimits);
  if (root.name !== rootName) throw wrongRoot('', '');
  return mapCallback(root.content, shape, defaultLimits, 'body').callback;
}

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof CallbackError) return 'refused';
    throw error;
  }
}

const bodies = validSamples
  .filter((path) => path.endsWith('.xml') && !path.includes('utf-16'))
  .map((path) => sample(path))
  .filter((bytes) => bytes[0] !== 0xef);

describe('the reader that the shape leads', () => {
  it('gives what the general reader and the mapper give, key for key', () => {
    for (const body of bodies) {
      const long = theLongWay(body);
      deepStrictEqual(parseXml(body, off), long);
      expect(JSON.stringify(parseXml(body, off))).toBe(JSON.stringify(long));
    }
  });

  it('also of documents that were changed at random', () => {
    const syntax = [
      '<',
      '>',
      '/',
      '&',
      ']]>',
      '<!--',
      '-->',
      '<![CDATA[',
      '<?p ?>',
      '&#65;',
      ' ',
      '\r',
      'é',
      '😀',
      '<X/>',
      '<Tag>',
      '</Tag>',
      '<Message/>',
      ' a="1"',
      '\0',
    ];
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(12),
      put: fc.constantFrom('', ...syntax),
    });
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.array(edit, { minLength: 1, maxLength: 3 }), (body, changes) => {
        const changed = changes.reduce<Uint8Array>((bytes, { at, cut, put }) => {
          const start = Math.floor(at * bytes.length);
          return Buffer.concat([bytes.subarray(0, start), Buffer.from(put), bytes.subarray(start + cut)]);
        }, body);
        deepStrictEqual(
          outcome(() => parseXml(changed, off)),
          outcome(() => theLongWay(changed)),
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives nothing that lenient validation would complain of', () => {
    for (const body of bodies) {
      const read = readCallback(new XmlCursor(body, defaultLimits), true, shape);
      if (read !== undefined) expect(validateCallback(read)).toEqual([]);
    }
    const fits = (xml: string): boolean => readCallback(new XmlCursor(xml, defaultLimits), true, shape) !== undefined;
    expect(fits('<Response><EventName>TaskFinish</EventName></Response>')).toBe(false);
    expect(fits('<Response><EventName>TaskFinish</EventName><JobsDetail><Tag>T</Tag></JobsDetail></Response>')).toBe(
      false,
    );
  });

  it('takes known documents without the general reader, and says so of those that do not fit', () => {
    const read = (xml: string): unknown => readCallback(new XmlCursor(xml, defaultLimits), false, shape);
    expect(read(sample('voice-separate/workflow.xml').toString('utf8'))).toBeDefined();
    expect(
      read('<Response><EventName>TaskFinish</EventName><JobsDetail><JobId><A/></JobId></JobsDetail></Response>'),
    ).toBeUndefined();
    expect(read('<Response><JobsDetail><JobId>j1</JobId></JobsDetail></Response>')).toBeUndefined();
    expect(read('<Other/>')).toBeUndefined();
    expect(read(sample('workflow-finish/success.xml').toString('utf8'))).toBeDefined();
    expect(read('<Response><EventName>WorkflowFinish</EventName></Response>')).toBeUndefined();
    expect(read(sample('review-image/detail-normal.xml').toString('utf8'))).toBeUndefined();
  });

  it('gives nothing of samples that must be refused', () => {
    for (const [path] of invalidSamples.filter(([name]) => name.endsWith('.xml')))
      expect([path, readCallback(new XmlCursor(sample(path), defaultLimits), false, shape)]).toEqual([path, undefined]);
  });

  it.each([
    ['is said first', 'ReviewImage', (name: string, fields: string) => name + fields],
    ['is said last', 'ReviewImage', (name: string, fields: string) => fields + name],
    ['has a reference', 'Review&#73;mage', (name: string, fields: string) => name + fields],
  ])('leaves an event with forms to the mapper where its name %s', (_where, name, join) => {
    const fields = '<JobsDetail><JobId>r1</JobId></JobsDetail><data/>';
    const xml = Buffer.from(`<Response>${join(`<EventName>${name}</EventName>`, fields)}</Response>`);
    expect(JSON.stringify(parseXml(xml, off))).toBe(JSON.stringify(theLongWay(xml)));
  });

  it.each([
    ['the tag comes first', '<Tag>VoiceSeparate</Tag><Operation><Output><AuObject>a</AuObject></Output></Operation>'],
    [
      'the tag is CDATA',
      '<Operation><Output><AuObject>a</AuObject></Output></Operation><Tag><![CDATA[VoiceSeparate]]></Tag>',
    ],
    [
      'another element of the name comes first',
      '<Operation><New><Tag>Fresh</Tag></New><Output><AuObject>a</AuObject></Output></Operation><Tag>VoiceSeparate</Tag>',
    ],
    [
      'another element of the name comes last',
      '<Operation><Output><AuObject>a</AuObject></Output></Operation><Tag>VoiceSeparate</Tag><New><Tag>Fresh</Tag></New>',
    ],
  ])('finds a job’s type where %s', (_where, fields) => {
    const job = `<JobsDetail><JobId>j1</JobId>${fields}</JobsDetail>`;
    const fresh =
      '<JobsDetail><JobId>j2</JobId><Operation><Output><AuObject>b</AuObject></Output></Operation><Tag>Fresh</Tag></JobsDetail>';
    for (const jobs of [job, fresh + job, job + fresh, fresh + fresh + job + job]) {
      const xml = Buffer.from(`<Response><EventName>TaskFinish</EventName>${jobs}</Response>`);
      expect(parseXml(xml, off)).toStrictEqual(theLongWay(xml));
    }
  });
});

describe('the mapper for JSON that fits its shape', () => {
  const jsonBodies = validSamples.filter((path) => path.endsWith('.json') && !path.includes('utf-16'));
  const read = (path: string): LooseObject =>
    JSON.parse(
      sample(path)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    ) as LooseObject;
  const map = (value: LooseValue): unknown => mapCallback(value, shape, defaultLimits, 'body');

  it('gives what the general mapper gives, key for key', () => {
    const mapped = jsonBodies.filter((path) => {
      const plain = mapPlain(read(path), callback, defaultLimits);
      if (plain !== undefined) {
        expect(JSON.stringify(plain)).toBe(
          JSON.stringify(mapCallback(read(path), shape, defaultLimits, 'body').callback),
        );
        expect(validateCallback(plain)).toEqual([]);
      }
      return plain !== undefined;
    });
    expect(mapped).toContain('voice-separate/workflow.json');
    const ofEvents = jsonBodies.filter((path) => /^(?:review|workflow)/.test(path));
    expect(ofEvents.filter((path) => !mapped.includes(path))).toEqual([
      'review-image/numbers-as-text.json',
      'review-image/simple-event-name.json',
    ]);
  });

  it('gives nothing of samples that must be refused', () => {
    for (const [path] of invalidSamples.filter(([name]) => name.endsWith('.json'))) {
      const plain = outcome(() => mapPlain(readJson(sample(path), defaultLimits.depth), callback, defaultLimits));
      expect([path, plain ?? 'refused']).toEqual([path, 'refused']);
    }
  });

  it.each<[string, LooseObject]>([
    ['nothing tells the event', { code: 0 }],
    ['a required object is missing that requires something itself', { EventName: 'WorkflowFinish', New: '1' }],
    ['that object is empty', { EventName: 'WorkflowFinish', WorkflowExecution: {} }],
    ['a form says another name inside', { EventName: 'ReviewImage', data: { event: 'ReviewText', result: 0 } }],
    ['there is what tells another form', { EventName: 'ReviewImage', JobsDetail: { JobId: 'r1' }, data: {} }],
    ['a number is text', { data: { event: 'ReviewImage', result: '0' } }],
    ['a number is beyond a double', { data: { event: 'ReviewImage', result: 2 ** 60 } }],
    ['a number is none', { data: { event: 'ReviewImage', result: true } }],
  ])('gives up where %s', (_what, body) => {
    expect(mapPlain(body, callback, defaultLimits)).toBeUndefined();
  });

  it('also of bodies that were changed at random', () => {
    const values = fc.constantFrom<LooseValue>(
      '',
      null,
      {},
      [],
      'x',
      0,
      -0,
      1.5,
      true,
      ['a'],
      [[]],
      ['a', 'b'],
      [{ a: '1' }],
      2 ** 60,
      ' \n',
      'ReviewImage',
      'ReviewText',
    );
    const places = fc.array(fc.nat(30), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom(...jsonBodies),
        fc.array(fc.tuple(places, values), { maxLength: 3 }),
        (path, changes) => {
          const body = read(path);
          for (const [place, value] of changes) change(body, place, value);
          const plain = mapPlain(body, callback, defaultLimits);
          if (plain === undefined) return;
          deepStrictEqual(plain, (map(body) as { readonly callback: unknown }).callback);
          deepStrictEqual(validateCallback(plain), []);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

/** Puts a value somewhere into an object: each number of the place chooses among the keys of the one before. */
function change(object: LooseObject, [first = 0, ...others]: readonly number[], value: LooseValue): void {
  const keys = Object.keys(object);
  const key = keys[first % keys.length];
  if (key === undefined) return;
  const inner = object[key];
  if (others.length > 0 && typeof inner === 'object' && inner !== null) change(inner as LooseObject, others, value);
  else object[key] = value;
}
