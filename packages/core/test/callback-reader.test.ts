import { deepStrictEqual } from 'node:assert';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../src/api/options.ts';
import { callback, rootName } from '../src/generated/shapes/index.ts';
import { CallbackError, parseXml } from '../src/index.ts';
import { mapCallback, wrongRoot, type CallbackShape } from '../src/mapping/map-callback.ts';
import { NameTable } from '../src/shape/name-table.ts';
import { readCallback } from '../src/xml/callback-reader.ts';
import { XmlCursor } from '../src/xml/cursor.ts';
import { readXml } from '../src/xml/read-xml.ts';
import { sample, validSamples } from './samples.ts';

const shape: CallbackShape = { rootName, rootNames: new NameTable([rootName]), shape: callback };
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
  .map((path) => sample(path));

describe('the reader that the shape leads', () => {
  it('gives what the general reader and the mapper give, key for key', () => {
    for (const body of bodies.filter((bytes) => bytes[0] !== 0xef)) {
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
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(12),
      put: fc.constantFrom('', ...syntax),
    });
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.array(change, { minLength: 1, maxLength: 3 }), (body, changes) => {
        const changed = changes.reduce<Uint8Array>((bytes, { at, cut, put }) => {
          const start = Math.floor(at * bytes.length);
          return Buffer.concat([bytes.subarray(0, start), Buffer.from(put), bytes.subarray(start + cut)]);
        }, body);
        if (changed[0] === 0xef) return;
        deepStrictEqual(
          outcome(() => parseXml(changed, off)),
          outcome(() => theLongWay(changed)),
        );
      }),
      { numRuns: 5000 },
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
