import { expect, it } from 'vitest';
import { parseStringPromise, processors, type ParserOptions } from 'xml2js';
import { MappingError, parseCallback, parseTree } from '../src/index.ts';
import { sample } from './samples.ts';

const options: readonly [name: string, options: ParserOptions][] = [
  ['defaults', {}],
  ['explicitArray: false', { explicitArray: false }],
  ['explicitRoot: false', { explicitRoot: false }],
  ['explicitRoot and explicitArray: false', { explicitRoot: false, explicitArray: false }],
  ['normalizeTags', { normalizeTags: true }],
  [
    'normalizeTags and explicitArray: false (express-xml-bodyparser)',
    { normalizeTags: true, explicitArray: false, normalize: true, trim: true },
  ],
  ['explicitCharkey', { explicitCharkey: true }],
  ['explicitChildren', { explicitChildren: true }],
  ['explicitChildren and explicitArray: false', { explicitChildren: true, explicitArray: false }],
  ['explicitChildren and preserveChildrenOrder', { explicitChildren: true, preserveChildrenOrder: true }],
  ['charsAsChildren', { explicitChildren: true, preserveChildrenOrder: true, charsAsChildren: true }],
  [
    'includeWhiteChars',
    { explicitChildren: true, preserveChildrenOrder: true, charsAsChildren: true, includeWhiteChars: true },
  ],
  ['ignoreAttrs', { ignoreAttrs: true }],
  ['mergeAttrs', { mergeAttrs: true }],
  ['xmlns', { xmlns: true }],
  ['trim', { trim: true }],
  ['strict: false', { strict: false }],
  ['firstCharLowerCase', { tagNameProcessors: [processors.firstCharLowerCase] }],
  ['emptyTag: null', { emptyTag: () => null }],
  ['emptyTag: {}', { emptyTag: () => ({}) }],
  ['async', { async: true }],
];

for (const name of ['job-api', 'workflow', 'two-jobs'] as const) {
  const body = sample(`voice-separate/${name}.xml`);
  it.each(options)(`gives of xml2js' tree of ${name}.xml what its XML gives: %s`, async (_name, parserOptions) => {
    const tree = (await parseStringPromise(body.toString('utf8'), parserOptions)) as object;
    expect(parseTree(tree)).toStrictEqual(parseCallback(body));
    expect(parseCallback(tree)).toStrictEqual(parseCallback(body));
  });
}

it('takes attributes and text of an element apart', async () => {
  const tree = (await parseStringPromise(
    '<Response a="1"><JobsDetail b="2"><JobId c="3">j1</JobId><Message d="4"/><State> Success </State></JobsDetail></Response>',
  )) as object;
  expect(parseTree(tree)).toEqual({
    EventName: 'TaskFinish',
    JobsDetail: [{ JobId: 'j1', Operation: {}, State: ' Success ' }],
  });
});

it('takes repeated, empty and unknown elements from children in document order', async () => {
  const body = '<Response><JobsDetail><JobId>j1</JobId><New>a</New><Other/><New>b</New></JobsDetail></Response>';
  const tree = (await parseStringPromise(body, { explicitChildren: true, preserveChildrenOrder: true })) as object;
  expect(parseTree(tree)).toEqual(parseCallback(body));
});

it('keeps an unknown field in the case it came in, also beside a known one that differs in case alone', () => {
  const tree = { jobsdetail: { jobid: 'j1', newfield: 'n', JOBID: 'other' } };
  expect(parseTree(tree)).toEqual({
    EventName: 'TaskFinish',
    JobsDetail: [{ JobId: 'j1', Operation: {}, newfield: 'n', JOBID: 'other' }],
  });
});

it('says where text stands beside elements', () => {
  const tree = { Response: { JobsDetail: [{ _: 'text', JobId: ['j1'] }] } };
  expect(() => parseTree(tree)).toThrow(
    expect.objectContaining({
      code: 'mapping.failed',
      issues: [expect.objectContaining({ path: '/JobsDetail/0', code: 'mixed_content' })],
    }),
  );
});

it('refuses what no tree holds with a coded error', () => {
  const cyclic: Record<string, unknown> = { EventName: 'TaskFinish' };
  cyclic['JobsDetail'] = { JobId: 'j1', Self: cyclic };
  expect(() => parseTree(cyclic)).toThrow(expect.objectContaining({ code: 'limit.depth' }));
  const throwing = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('no keys');
      },
    },
  );
  expect(() => parseTree(throwing)).toThrow(MappingError);
  for (const value of [null, undefined, 1, 'text', Symbol('s'), () => 1, 1n]) {
    expect(() => parseTree(value as object)).toThrow(expect.objectContaining({ code: 'body.unsupported_type' }));
  }
  expect(() => parseTree({ JobsDetail: [{ JobId: () => 'j1' }] })).toThrow(
    expect.objectContaining({ code: 'mapping.failed' }),
  );
});
