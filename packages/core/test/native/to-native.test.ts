import { describe, expect, it } from 'vitest';
import { formatXml, parseCallback, toNative, validateCallback, type Callback, type Job } from '../../src/index.ts';
import { sample, validSamples } from '../samples.ts';

/** The job of a body of one. */
function jobOf(job: object): Job {
  const callback = parseCallback({ JobsDetail: { JobId: 'j', ...job } });
  if (callback.EventName !== 'TaskFinish') throw new Error('The callback reports no job');
  return callback.JobsDetail[0] as Job;
}

const transcode = (format: object): Job => jobOf({ Tag: 'Transcode', Operation: { MediaInfo: { Format: format } } });

describe('a callback', () => {
  it('has numbers and times where the schema says so', () => {
    const result = toNative(parseCallback(sample('voice-separate/workflow.xml')));
    expect(result.success).toBe(true);
    expect(result.issues).toEqual([]);
    expect(result.data).toMatchObject({
      EventName: 'TaskFinish',
      JobsDetail: [
        {
          CreationTime: new Date('2022-07-01T02:12:26Z'),
          EndTime: new Date('2022-07-01T02:12:32Z'),
          // Looks like a number, and is none.
          Input: { CosHeaders: expect.arrayContaining([{ Key: 'Size', Value: '1326515' }]) as unknown },
          Operation: {
            MediaInfo: {
              Format: { Bitrate: 128.147, Duration: 13.688163, NumProgram: 0, Size: 219_263 },
              Stream: { Audio: [{ Channel: 2, CodecTag: '0x0000', SampleRate: 44_100 }, { Channel: 2 }] },
            },
          },
        },
      ],
    });
  });

  it('has those of each of its jobs by that job’s type', () => {
    const media = { Operation: { MediaInfo: { Format: { Duration: '1.5' } } } };
    const callback = parseCallback({
      JobsDetail: [
        { JobId: '1', Tag: 'Transcode', CreationTime: '-', ...media },
        { JobId: '2', Tag: 'Fresh', CreationTime: '2024-03-05T09:30:00+0800', ...media },
        { JobId: '3', Tag: 'constructor', Progress: '7', ...media },
      ],
    });
    expect(toNative(callback).data).toEqual({
      EventName: 'TaskFinish',
      JobsDetail: [
        { JobId: '1', Operation: { MediaInfo: { Format: { Duration: 1.5 } } }, Tag: 'Transcode' },
        { JobId: '2', Tag: 'Fresh', CreationTime: new Date('2024-03-05T01:30:00Z'), ...media },
        { JobId: '3', Tag: 'constructor', Progress: 7, ...media },
      ],
    });
  });

  it('of an event that is not known stays as it is', () => {
    const callback = parseCallback({ EventName: 'Fresh', JobsDetail: [{ Progress: '7' }], Size: '1' });
    expect(toNative(callback)).toEqual({ success: true, data: callback, issues: [] });
  });
});

describe('a text that does not hold what the schema says', () => {
  it('stays, and is listed', () => {
    const job = jobOf({
      Tag: 'Transcode',
      CreationTime: '2024-02-30T09:30:00+0800',
      Operation: { MediaInfo: { Format: { Duration: '1,5', Bitrate: ' 7', Size: '1e3' } } },
    });
    const result = toNative(job);
    expect(result.success).toBe(false);
    expect(result.data).toEqual(job);
    expect(result.issues.map(({ path, code }) => [path, code])).toEqual([
      ['/CreationTime', 'invalid_time'],
      ['/Operation/MediaInfo/Format/Bitrate', 'invalid_number'],
      ['/Operation/MediaInfo/Format/Duration', 'invalid_number'],
      ['/Operation/MediaInfo/Format/Size', 'invalid_integer'],
    ]);
    expect(result.issues[2]).toEqual({
      path: '/Operation/MediaInfo/Format/Duration',
      code: 'invalid_number',
      message: expect.any(String) as unknown,
      expected: 'the text of a number',
      actual: '"1,5"',
    });
  });

  it('is listed with a pointer into what was given', () => {
    const callback = parseCallback({
      JobsDetail: [
        { JobId: '1', Progress: '50' },
        { JobId: '2', Progress: 'half' },
      ],
    });
    expect(toNative(callback).issues.map(({ path }) => path)).toEqual(['/JobsDetail/1/Progress']);
  });
});

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', -Number.MAX_SAFE_INTEGER],
  ])('the integer %s', (text, number) => {
    const { success, data } = toNative(transcode({ Size: text }));
    expect([success, data]).toEqual([
      true,
      expect.objectContaining({ Operation: { MediaInfo: { Format: { Size: number } } } }),
    ]);
    expect(Object.is(number, -0)).toBe(false);
  });

  it.each([
    ['Size', '9007199254740992'],
    ['Size', '-9007199254740993'],
    ['Size', '9'.repeat(400)],
    ['Duration', '9007199254740993.5'],
    ['Duration', '9'.repeat(400)],
  ])('%s beyond what a number holds stays text: %s', (name, text) => {
    const job = transcode({ [name]: text });
    const { success, data, issues } = toNative(job);
    expect([success, data]).toEqual([false, job]);
    expect(issues.map(({ path, code }) => [path, code])).toEqual([
      [`/Operation/MediaInfo/Format/${name}`, 'out_of_range'],
    ]);
  });
});

describe('times', () => {
  const timeOf = (text: string): unknown => toNative(jobOf({ CreationTime: text })).data.CreationTime;

  it.each([
    ['2022-07-01T10:12:26+0800', '2022-07-01T02:12:26.000Z'],
    ['2022-07-01 10:12:26+0800', '2022-07-01T02:12:26.000Z'],
    ['2022-07-01T10:12:26+08:00', '2022-07-01T02:12:26.000Z'],
    ['2022-07-01T10:12:26Z', '2022-07-01T10:12:26.000Z'],
    ['2022-07-01T10:12:26.5-03:30', '2022-07-01T13:42:26.500Z'],
    ['2022-07-01T10:12:26.123987Z', '2022-07-01T10:12:26.123Z'],
    ['2024-02-29T00:00:00+0000', '2024-02-29T00:00:00.000Z'],
    ['0099-01-01T00:00:00+0000', '0099-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(timeOf(text)).toEqual(new Date(expected));
  });

  it('are missing for a moment that was not reached', () => {
    const result = toNative(jobOf({ CreationTime: '-', EndTime: '' }));
    expect(result).toEqual({ success: true, data: { JobId: 'j', Operation: {} }, issues: [] });
    expect(Object.keys(result.data)).toEqual(['JobId', 'Operation']);
  });

  it.each([
    '2023-02-29T00:00:00+0000',
    '2022-04-31T00:00:00Z',
    '2022-13-01T00:00:00Z',
    '2022-00-10T00:00:00Z',
    '2022-07-00T00:00:00Z',
    '2022-07-01T24:00:00Z',
    '2022-07-01T10:60:00Z',
    '2022-07-01T10:12:60Z',
    '2022-07-01T10:12:26',
    '2022-07-01T10:12:26+2400',
    '2022-07-01T10:12:26+0860',
    '2022-07-01',
    '1656641546',
    '--',
    ' 2022-07-01T10:12:26Z',
    '2022-07-01T10:12:26Z\n',
  ])('%j is none', (text) => {
    expect(timeOf(text)).toBe(text);
  });
});

describe('what is given', () => {
  it.each(validSamples)('%s stays as it is, and shares nothing with the result', (path) => {
    const callback = parseCallback(sample(path));
    const before = JSON.stringify(callback);
    const { data } = toNative(deepFrozen(callback));
    expect(JSON.stringify(callback)).toBe(before);
    const own = new Set(objectsIn(callback));
    expect(objectsIn(data).filter((object) => own.has(object))).toEqual([]);
  });

  it('may have names that prototypes have', () => {
    const callback = parseCallback(sample('unknown/prototype-names.xml'));
    expect(formatXml(toNative(callback).data as Callback)).toContain('<__proto__>');
    const nested = parseCallback('{ "JobsDetail": { "JobId": "j", "__proto__": { "__proto__": { "Size": "1" } } } }');
    expect(JSON.stringify(toNative(nested).data)).toBe(JSON.stringify(nested));
  });
});

describe('kinds', () => {
  // The tables that toNative goes by and the validators are written by two emitters.
  it.each(validSamples)('%s has them where strict validation wants them', (path) => {
    const callback = withNonsense(parseCallback(sample(path))) as Callback;
    const wanted = validateCallback(callback, { mode: 'strict' })
      .filter(({ code }) => code.startsWith('invalid_'))
      .map((issue) => JSON.stringify(issue));
    const found = toNative(callback).issues.map((issue) => JSON.stringify(issue));
    expect(found.toSorted()).toEqual(wanted.toSorted());
  });

  it('are looked for in samples that have them', () => {
    const callback = withNonsense(parseCallback(sample('transcode/workflow.json'))) as Callback;
    expect(toNative(callback).issues.length).toBeGreaterThan(20);
  });
});

/** Every text but the names that tell what an object is, as one that is neither number nor time. */
function withNonsense(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return ['EventName', 'Tag'].includes(name) ? value : `${value}?`;
  if (Array.isArray(value)) return value.map((entry) => withNonsense(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withNonsense(field, key)]));
}

function deepFrozen<Value extends object>(value: Value): Value {
  for (const object of objectsIn(value)) Object.freeze(object);
  return value;
}

function objectsIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
