import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { parseCallback, type Callback, type Job } from '../../src/index.ts';
import { keyOf } from '../../src/idempotency/key.ts';
import { nodeModule } from '../../src/platform/node-module.ts';
import { itemsOf, type Item } from '../../src/receiver/item.ts';

vi.mock('../../src/platform/node-module.ts', { spy: true });

afterEach(() => void vi.resetAllMocks());

function item(fields: Partial<Item>): Item {
  const value = { JobId: 'j1' } as Job;
  return { value, event: 'E', tag: 'T', isJob: true, isKnown: true, id: 'i', state: 's', result: undefined, ...fields };
}

async function keysOf(body: object): Promise<string[]> {
  const callback = parseCallback(body, { validation: 'off' });
  return Promise.all(itemsOf(callback).map(async (one) => keyOf(one)));
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

it.each([
  [
    'jobs',
    { JobsDetail: [{ JobId: 'j1', State: 'Success' }, { JobId: 'j2' }] },
    ['TaskFinish:Success::j1', 'TaskFinish:::j2'],
  ],
  ['workflows', { WorkflowExecution: { RunId: 'w1', State: 'Failed' } }, ['WorkflowFinish:Failed::w1']],
  [
    'reviews',
    { EventName: 'ReviewText', JobsDetail: { JobId: 'r1', State: 'Success', Result: 1, ForbidState: 2 } },
    ['ReviewText:Success:1.2:r1'],
  ],
  [
    'reviews that call the verdict a suggestion',
    { EventName: 'ReviewDocument', JobsDetail: { JobId: 'r1', State: 'Success', Suggestion: 2, ForbidState: 0 } },
    ['ReviewDocument:Success:2.0:r1'],
  ],
  [
    'reviews without a verdict',
    { EventName: 'ReviewText', JobsDetail: { JobId: 'r1', State: 'Auditing' } },
    ['ReviewText:Auditing:undefined.undefined:r1'],
  ],
  [
    'simple reviews',
    { code: 0, data: { event: 'ReviewAudio', trace_id: 't1', result: 0, forbidden_status: 1 } },
    ['ReviewAudio:Success:0.1:t1'],
  ],
  [
    'simple reviews that failed',
    { code: 3, data: { event: 'ReviewAudio', trace_id: 't1' } },
    ['ReviewAudio:Failed:undefined.undefined:t1'],
  ],
  ['simple reviews of nothing', { EventName: 'Review', code: 0 }, [expect.stringMatching(/^Review:sha256:/)]],
])('knows %s by event, state, result and identity', async (_name, body, keys) => {
  expect(await keysOf(body)).toEqual(keys);
});

it('knows a review by its content that has none of its fields, as an authenticator may give it', async () => {
  const [review] = itemsOf({ EventName: 'ReviewImage' } as Callback);
  expect(review === undefined ? '' : await keyOf(review)).toMatch(/^ReviewImage:sha256:/);
});

it('is there at once where it needs no digest', () => {
  expect(keyOf(item({}))).toBe('E:s::i');
  expect(keyOf(item({ state: undefined }))).toBe('E:::i');
});

it.each<[name: string, one: Partial<Item>, other: Partial<Item>]>([
  ['colons', { state: 'a:', id: 'b' }, { state: 'a', id: ':b' }],
  ['colons beside a result', { state: 's:1.0', result: '', id: 'b' }, { state: 's', result: '1.0', id: ':b' }],
  ['what escapes a colon', { id: 'a:b' }, { id: 'a%3Ab' }],
  ['what escapes a percent sign', { id: 'a%b' }, { id: 'a%25b' }],
  ['a state and an event', { event: 'E:s', state: '' }, { event: 'E', state: 's:' }],
  ['the form of a digest', { id: undefined }, { id: `sha256:${sha256('{"JobId":"j1"}')}`, state: '' }],
])('tells apart what differs in %s', async (_name, one, other) => {
  expect(await keyOf(item(one))).not.toBe(await keyOf(item(other)));
});

it('escapes every colon and percent sign, and nothing else', () => {
  expect(keyOf(item({ id: ':%' }))).toBe('E:s::%3A%25');
  expect(keyOf(item({ event: 'a:b:c', state: '%d%', id: '名/é e' }))).toBe('a%3Ab%3Ac:%25d%25::名/é e');
});

it('knows what has no identity by its content', async () => {
  const [one, same, other] = await Promise.all(
    [{ a: 1 }, { a: 1 }, { a: 2 }].map(async (value) => keyOf(item({ id: undefined, value: value as never }))),
  );
  expect(one).toBe(`E:sha256:${sha256('{"a":1}')}`);
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

it('knows unknown events by their content, whatever their fields are called', async () => {
  const [key] = await keysOf({ EventName: 'New', JobsDetail: { JobId: 'j1', State: 'Success' } });
  expect(key).toMatch(/^New:sha256:[\da-f]{64}$/);
});

it('shortens what is long, and tells it apart all the same', async () => {
  const longest = 'x'.repeat(256 - 'E:s::'.length);
  expect(await keyOf(item({ id: longest }))).toBe(`E:s::${longest}`);
  const longer = await keyOf(item({ id: `${longest}y` }));
  expect(longer).toBe(`E:sha256:${sha256(`E:s::${longest}y`)}`);
  expect(await keyOf(item({ id: `${longest}z` }))).not.toBe(longer);
  const event = 'e'.repeat(300);
  expect(await keyOf(item({ event }))).toBe(`${'e'.repeat(128)}:sha256:${sha256(`${event}:s::i`)}`);
  expect(await keyOf(item({ event: `a:${event}` }))).toMatch(/^a%3Ae{126}:sha256:/);
});

it('is the same where digests come later', async () => {
  const here = keyOf(item({ id: undefined }));
  vi.mocked(nodeModule).mockReturnValue(undefined);
  expect(await keyOf(item({ id: undefined }))).toBe(await here);
});
