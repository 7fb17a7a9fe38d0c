import { expect, it, vi } from 'vitest';
import { isJob, type Callback, type HandlerName, type Job, type StateHandlers } from '../../src/index.ts';
import { job, setUp, taskFinish } from './set-up.ts';

const review = JSON.stringify({ EventName: 'ReviewText', JobsDetail: { JobId: 'r1', State: 'Success', Result: 1 } });

/** Registers a handler under each name, and tells which of them get a body. */
async function calledFor(body: string, ...names: readonly (HandlerName | 'unknown' | 'any')[]): Promise<string[]> {
  const called: string[] = [];
  const { receiver, send } = setUp();
  for (const name of names) {
    const handler = (): void => void called.push(name);
    if (name === 'any') receiver.onAny(handler);
    else if (name === 'unknown') receiver.onUnknown(handler);
    else receiver.on(name, handler);
  }
  await send(body);
  return called;
}

const everything = ['Tts', 'VoiceSeparate', 'TaskFinish', 'WorkflowFinish', 'ReviewText', 'unknown', 'any'] as const;

it.each([
  ['a job', taskFinish(job('j1')), ['VoiceSeparate', 'TaskFinish', 'any']],
  ['a job of an unknown type', taskFinish(job('j1', { Tag: 'New' })), ['TaskFinish', 'unknown', 'any']],
  ['a job without a type', taskFinish({ JobId: 'j1' }), ['TaskFinish', 'unknown', 'any']],
  [
    'a job whose type is the name of an event',
    taskFinish(job('j1', { Tag: 'ReviewText' })),
    ['TaskFinish', 'unknown', 'any'],
  ],
  ['an event', review, ['ReviewText', 'any']],
  ['an unknown event', '{"EventName":"New"}', ['unknown', 'any']],
  ['an unknown event whose name is the type of a job', '{"EventName":"Tts"}', ['unknown', 'any']],
])('gives %s to the handlers for it alone', async (_name, body, expected) => {
  expect(await calledFor(body, ...everything)).toEqual(expected);
});

it('answers an error when no handler is for a job, and tells it', async () => {
  const { receiver, deliver, errors, named, lines } = setUp();
  receiver.on('Tts', () => {}).onUnknown(() => {});
  expect(await deliver(job('j1'))).toEqual([500, 'handler.missing']);
  const message = 'No handler gets a job VoiceSeparate in state Success: use on, onUnknown or onAny.';
  expect(errors).toMatchObject([
    [
      { code: 'handler.missing', message },
      { value: { JobId: 'j1' }, late: false },
    ],
  ]);
  expect(named('failed')).toMatchObject([{ id: 'j1', attempt: 0, handling: 0, error: { code: 'handler.missing' } }]);
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

it('names the event that no handler is for, cut where it is longer than any', async () => {
  const { send, errors } = setUp();
  await send(JSON.stringify({ EventName: 'N'.repeat(300) }));
  const message = `No handler gets an event ${'N'.repeat(256)}…: use on, onUnknown or onAny.`;
  expect(errors).toMatchObject([[{ code: 'handler.missing', message }, {}]]);
});

it('claims nothing that no handler is for, so that one can be added', async () => {
  const { receiver, deliver } = setUp();
  await deliver(job('j1'));
  const handler = vi.fn<() => void>();
  receiver.on('VoiceSeparate', handler);
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(handler).toHaveBeenCalledOnce();
});

it('calls all handlers of a name', async () => {
  const { receiver, deliver } = setUp();
  const handlers = [vi.fn<(job: Job) => void>(), vi.fn<(job: Job) => void>(), vi.fn<(job: Job) => void>()];
  for (const handler of handlers) receiver.on('VoiceSeparate', handler);
  await deliver(job('j1'));
  for (const handler of handlers) expect(handler.mock.calls).toMatchObject([[{ JobId: 'j1' }, { attempt: 1 }]]);
});

it.each([
  ['Success', 'success'],
  ['Failed', 'failed'],
  ['Cancel', 'other'],
  [undefined, 'other'],
])('calls for the state %s the handler %s', async (State, expected) => {
  const { receiver, deliver } = setUp();
  const called: string[] = [];
  const handlers: StateHandlers<Job> = {
    success: () => called.push('success'),
    failed: () => called.push('failed'),
    other: () => called.push('other'),
  };
  receiver.on('VoiceSeparate', handlers);
  expect(await deliver(job('j1', { State }))).toEqual([200, 'ok']);
  expect(called).toEqual([expected]);
});

it('knows the state of events', async () => {
  const { receiver, send } = setUp();
  const states: string[] = [];
  const handlers: StateHandlers<Callback> = {
    success: ({ EventName }) => states.push(`${EventName} succeeded`),
    failed: ({ EventName }) => states.push(`${EventName} failed`),
    other: ({ EventName }) => states.push(`${EventName} goes on`),
  };
  receiver.on('ReviewText', handlers).on('ReviewAudio', handlers).on('WorkflowFinish', handlers);
  await send(review);
  await send('{"EventName":"ReviewText","JobsDetail":{"JobId":"r1","State":"Auditing"}}');
  await send('{"code":0,"message":"success","data":{"event":"ReviewAudio","trace_id":"t1"}}');
  await send('{"code":7,"message":"no","data":{"event":"ReviewAudio","trace_id":"t2"}}');
  await send('{"message":"no","data":{"event":"ReviewAudio","trace_id":"t3"}}');
  await send('{"EventName":"WorkflowFinish","WorkflowExecution":{"RunId":"w1","State":"Failed"}}');
  expect(states).toEqual([
    'ReviewText succeeded',
    'ReviewText goes on',
    'ReviewAudio succeeded',
    'ReviewAudio failed',
    'ReviewAudio goes on',
    'WorkflowFinish failed',
  ]);
});

it('counts a job as unhandled whose state no handler is for', async () => {
  const { receiver, deliver, errors } = setUp();
  receiver.on('VoiceSeparate', { success: () => {} });
  expect(await deliver(job('j1', { State: 'Failed' }))).toEqual([500, 'handler.missing']);
  expect(await deliver({ JobId: 'j3' })).toEqual([500, 'handler.missing']);
  expect(errors.map(([error]) => (error as Error).message)).toEqual([
    'No handler gets a job VoiceSeparate in state Failed: use on, onUnknown or onAny.',
    'No handler gets a job without Tag: use on, onUnknown or onAny.',
  ]);
  expect(await deliver(job('j2'))).toEqual([200, 'ok']);
});

it.each([
  ['VoiceSeperate', 'VoiceSeparate'],
  ['VoiceSepraate', 'VoiceSeparate'],
  ['voiceSeparate', 'VoiceSeparate'],
  ['VoiceSeperat', 'VoiceSeparate'],
  ['tts', 'Tts'],
  ['WorkFlowFinish', 'WorkflowFinish'],
  ['ReviewImages', 'ReviewImage'],
])('asks whether somebody who said %j meant %j', (name, nearest) => {
  const { receiver } = setUp();
  const told = `receiver.on: no job and no event that this version knows is called "${name}". Did you mean '${nearest}'?`;
  expect(() => receiver.on(name as 'Tts', () => {})).toThrow(new TypeError(told));
});

it.each(['New', 'Voice', 'Ttt', 'toString'])('does not guess what %j may be, and names onUnknown', (name) => {
  const { receiver } = setUp();
  const told = `receiver.on: no job and no event that this version knows is called "${name}". Use onUnknown for it.`;
  expect(() => receiver.on(name as 'Tts', () => {})).toThrow(new TypeError(told));
});

it('takes no name that is no text', () => {
  const { receiver } = setUp();
  const told = new TypeError('receiver.on: the name must be text, not a function.');
  expect(() => receiver.on((() => {}) as never, () => {})).toThrow(told);
});

it.each(['New', 'voiceseparate', '', 'toString', '__proto__'])('registers no handler for the name %j', (name) => {
  const { receiver } = setUp();
  expect(() => receiver.on(name as 'Tts', () => {})).toThrow(TypeError);
  expect(() => receiver.on(name as 'Tts', () => {})).toThrow(JSON.stringify(name));
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'handler'],
  ['an object without a handler', {}],
  ['an object with another name', { success: () => {}, succeeded: () => {} }],
  ['an object with no function', { success: true }],
  ['an object that says undefined', { success: undefined }],
])('takes %s for no handler', (_name, handler) => {
  const { receiver } = setUp();
  expect(() => receiver.on('Tts', handler as () => void)).toThrow(TypeError);
  expect(() => receiver.on('Tts', handler as () => void)).toThrow(/^A handler \w/);
});

it.each(['onAny', 'onUnknown', 'onError'] as const)('%s takes functions alone', (method) => {
  const { receiver } = setUp();
  expect(() => receiver[method]({ success: () => {} } as never)).toThrow(
    new TypeError('A handler must be a function, not an object.'),
  );
  expect(receiver[method](() => {})).toBe(receiver);
});

it('needs no this', async () => {
  const { receiver, deliver } = setUp();
  const { on, onAny, onUnknown, onError } = receiver;
  const handler = vi.fn<() => void>();
  expect(on('VoiceSeparate', handler)).toBe(receiver);
  onAny(handler);
  onUnknown(handler);
  onError(handler);
  await deliver(job('j1'), job('j2', { Tag: 'New' }));
  expect(handler).toHaveBeenCalledTimes(4);
});

it('gives each job by itself, as it was parsed', async () => {
  const { receiver, deliver } = setUp();
  const files: unknown[] = [];
  receiver.onAny((value, { callback }) => {
    if (callback.EventName !== 'TaskFinish') return;
    expect(callback.JobsDetail).toContain(value);
    if (isJob(value as Job, 'VoiceSeparate')) files.push((value as Job).JobId);
  });
  await deliver(job('j1'), job('j2', { Tag: 'Tts' }), job('j3'));
  expect(files).toEqual(['j1', 'j3']);
});

it.each(['{}', '<Response/>', '{"EventName":[1]}', '{"data":null}'])(
  'without validation, gives %s to the handlers for what is unknown',
  async (body) => {
    const { receiver, send, named, lines } = setUp({ validation: 'off' });
    const handler = vi.fn<(value: unknown) => void>();
    receiver.onUnknown(handler);
    expect(await send(body)).toEqual([200, 'ok']);
    expect(await send(body)).toEqual([200, 'ok']);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(named('duplicate')).toHaveLength(1);
    expect(lines.filter(({ level }) => level !== 'debug')).toEqual([]);
  },
);
