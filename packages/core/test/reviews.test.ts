import { describe, expect, it } from 'vitest';
import {
  eventNames,
  formatJson,
  formatXml,
  isReview,
  isTaskFinish,
  isWorkflowFinish,
  parseCallback,
  parseTree,
  parseXml,
  safeParseCallback,
  validateCallback,
  type Callback,
} from '../src/index.ts';

/** A detailed review of an image, with some fields as JSON members. */
const detail = (members: string): string => `{"EventName":"ReviewImage","JobsDetail":{"JobId":"si1",${members}}}`;
const simple = (data: object): string => JSON.stringify({ code: 0, message: 'success', data });

/** What a body is refused for, if it is. */
function codeOf(body: string): string | undefined {
  const result = safeParseCallback(body);
  return result.success ? undefined : result.error.code;
}

describe('numbers of reviews', () => {
  it.each([
    ['a number is itself', '"Score":71', { Score: 71 }],
    ['zero is not empty', '"Score":0', { Score: 0 }],
    ['decimals are kept where an integer is declared', '"Score":71.5', { Score: 71.5 }],
    ['text that is a number becomes one', '"Score":"71"', { Score: 71 }],
    ['so does one with a fraction', '"Score":"71.50"', { Score: 71.5 }],
    ['so does one with an exponent', '"Score":"7e1"', { Score: 70 }],
    ['there is one zero', '"Result":"-0","Score":-0', { Result: 0, Score: 0 }],
    ['a list of one is its entry', '"Score":["71"]', { Score: 71 }],
    ['empty is missing', '"Label":"Ads","Score":"","Result":null', { Label: 'Ads' }],
    ['white space alone is empty', String.raw`"Label":"Ads","Score":" ","Result":"\n"`, { Label: 'Ads' }],
    ['what holds nothing but empties is missing', '"Label":"Ads","Score":{"A":""},"Result":[]', { Label: 'Ads' }],
    ['a fraction is as near as a number can be', '"Score":0.1234567890123456789', { Score: 0.12345678901234568 }],
    ['numbers are text where text is declared', '"Label":7', { Label: '7' }],
    [
      'numbers and booleans are text where nothing is known',
      '"Weights":[1,2.5],"Model":{"Beta":true}',
      { Weights: ['1', '2.5'], Model: { Beta: 'true' } },
    ],
  ])('%s', (_rule, members, expected) => {
    const callback = parseCallback(detail(members));
    expect(callback).toStrictEqual({ EventName: 'ReviewImage', JobsDetail: { JobId: 'si1', ...expected } });
    expect(parseCallback(formatJson(callback))).toStrictEqual(callback);
    expect(parseCallback(formatXml(callback))).toStrictEqual(callback);
  });

  it.each([
    ['text that is no number', '"Score":"high"'],
    ['a number that JavaScript alone knows', '"Score":"0x10"'],
    ['text beyond what a number can be', '"Score":"1e400"'],
    ['a boolean', '"Score":true'],
    ['two numbers', '"Score":[1,2]'],
    ['an object', '"Score":{"Value":1}'],
    ['an integer as text that a number would lose digits of', '"Score":"9007199254740993"'],
    ['an integer that a number would lose digits of', '"Score":12345678901234567891'],
  ])('%s is refused', (_what, members) => {
    expect(codeOf(detail(members))).toBe('mapping.failed');
  });
});

describe('the form of a review', () => {
  it('is the detailed one without its data, and the simple one with it, whoever wrote the body', () => {
    const { EventName, ...rest } = parseCallback(simple({ event: 'ReviewImage', result: 1 }));
    expect({ EventName, rest }).toEqual({
      EventName: 'ReviewImage',
      rest: { code: 0, message: 'success', data: { event: 'ReviewImage', result: 1 } },
    });
    expect(parseCallback('{"EventName":"ReviewImage","data":{"result":1}}')).toEqual({
      EventName: 'ReviewImage',
      data: { result: 1 },
    });
    expect(parseCallback(detail('"Label":"Ads"'))).not.toHaveProperty('data');
  });

  it('is told alike in XML, in a tree of xml2js and in one with names in lower case', () => {
    const expected = parseCallback(simple({ event: 'ReviewText', porn_info: { hit_flag: 1, count: 2 } }));
    const xml = formatXml(expected).replace('<EventName>ReviewText</EventName>', '');
    expect(xml).not.toContain('EventName');
    expect(parseXml(xml)).toStrictEqual(expected);
    const data = [{ event: ['ReviewText'], porn_info: [{ hit_flag: ['1'], count: ['2'] }] }];
    expect(parseTree({ Response: { code: ['0'], message: ['success'], data } })).toStrictEqual(expected);
    const other = {
      Code: '0',
      MESSAGE: 'success',
      Data: { EVENT: { _: 'ReviewText' }, Porn_Info: { Hit_Flag: '1', Count: 2 } },
    };
    expect(parseTree(other)).toStrictEqual(expected);
  });

  it.each(['ReviewImage', 'ReviewText', 'ReviewAudio', 'ReviewVideo'])('is inferred of %s from its event', (event) => {
    expect(parseCallback(simple({ event, result: 0 }))).toEqual({
      EventName: event,
      code: 0,
      message: 'success',
      data: { event, result: 0 },
    });
  });

  it.each([
    ['no event', {}],
    ['an empty event', { event: '' }],
    ['an event that has no simple form', { event: 'ReviewDocument' }],
    ['an event that nobody knows', { event: 'ReviewScent' }],
    ['two events', { event: ['ReviewImage', 'ReviewText'] }],
  ])('is that of an unnamed review with %s', (_what, event) => {
    const callback = parseCallback(simple({ ...event, trace_id: 't1' }));
    expect(callback.EventName).toBe('Review');
    expect(callback).toMatchObject({ data: { trace_id: 't1' } });
  });

  it('is not looked for where there is an EventName, or jobs', () => {
    const data = { event: 'ReviewImage', result: 1 };
    expect(parseCallback(JSON.stringify({ EventName: 'Other', data }))).toEqual({
      EventName: 'Other',
      data: { event: 'ReviewImage', result: '1' },
    });
    expect(parseCallback(JSON.stringify({ data, JobsDetail: { JobId: 'j1' } })).EventName).toBe('TaskFinish');
  });
});

describe('validation of reviews', () => {
  const issuesOf = (callback: object): readonly string[] =>
    validateCallback(callback, { mode: 'strict' }).map(({ path, code, expected, actual }) =>
      [path, code, expected, actual].join(' '),
    );

  it('is that of the form', () => {
    expect(issuesOf(parseCallback(simple({ event: 'ReviewImage' })))).toEqual([
      '/data/forbidden_status missing a value nothing',
      '/data/result missing a value nothing',
      '/data/porn_info missing a value nothing',
    ]);
    expect(issuesOf(parseCallback(detail('"State":"Failed"')))).toEqual([]);
    expect(issuesOf(parseCallback(detail('"State":"Success"'))).map((issue) => issue.split(' ')[0])).toEqual(
      ['Label', 'Region', 'ForbidState', 'Result', 'Score', 'PornInfo', 'AdsInfo'].map((name) => `/JobsDetail/${name}`),
    );
  });

  it('tells of undocumented numbers and of decimals, with the number', () => {
    expect(issuesOf(parseCallback(detail('"State":"Failed","Result":7,"Score":0.5')))).toEqual([
      '/JobsDetail/Result unknown_value 0, 1, 2 7',
      '/JobsDetail/Score wrong_type integer a number',
    ]);
  });

  it('does not take a review for a list of jobs', () => {
    expect(issuesOf({ EventName: 'ReviewHtml', JobsDetail: [{ Tag: 'Other' }] })).toEqual([
      '/JobsDetail wrong_type object a list of 1',
    ]);
  });
});

describe('guards of events', () => {
  const named = (name: string): Callback => ({ EventName: name }) as unknown as Callback;

  it('tell each event that is known', () => {
    expect(eventNames.filter((name) => isTaskFinish(named(name)))).toEqual(['TaskFinish']);
    expect(eventNames.filter((name) => isWorkflowFinish(named(name)))).toEqual(['WorkflowFinish']);
    expect(eventNames.filter((name) => isReview(named(name)))).toEqual([
      'ReviewImage',
      'ReviewText',
      'ReviewAudio',
      'ReviewVideo',
      'ReviewDocument',
      'ReviewHtml',
      'Review',
    ]);
  });

  it('do not take an unknown event for a review', () => {
    expect(isReview(named('ReviewScent'))).toBe(false);
    expect(isReview(named('review'))).toBe(false);
  });
});
