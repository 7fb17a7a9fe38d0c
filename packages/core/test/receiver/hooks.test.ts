import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, expect, it, vi } from 'vitest';
import { createReceiver, unsafeNoAuth, type ReceiverHooks } from '../../src/index.ts';
import { nodeModule } from '../../src/platform/node-module.ts';
import { createEmit } from '../../src/receiver/hooks.ts';
import { deferred, job, recordingLogger, request, setUp, taskFinish } from './set-up.ts';

vi.mock('../../src/platform/node-module.ts', { spy: true });

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.resetAllMocks();
});

const requestFields = {
  delivery: expect.stringMatching(/^[\da-f-]{36}$/) as string,
  duration: expect.any(Number) as number,
};
const jobFields = { ...requestFields, event: 'TaskFinish', tag: 'VoiceSeparate', id: 'j1', state: 'Success' };

it('tells each step of a callback, with nothing but what is meant to be told', async () => {
  const { receiver, send, events } = setUp();
  receiver.onAny(() => {});
  await send(taskFinish(job('j1')), { remoteAddress: '192.0.2.7' });
  expect(events).toEqual([
    { ...requestFields, name: 'received', duration: 0, method: 'POST', remoteAddress: '192.0.2.7' },
    { ...requestFields, name: 'authenticated' },
    { ...requestFields, name: 'parsed', event: 'TaskFinish', jobs: 1 },
    { ...jobFields, name: 'handled', attempt: 1, handling: expect.any(Number) as number },
    { ...requestFields, name: 'answered', status: 200, code: 'ok' },
  ]);
  expect(new Set(events.map(({ delivery }) => delivery)).size).toBe(1);
});

it('gives each request an identity of its own', async () => {
  const { send, named } = setUp();
  await send('', { method: 'GET' });
  await send('', { method: 'GET' });
  const [one, other] = named('received');
  expect(one?.delivery).not.toBe(other?.delivery);
});

it('counts time from when the request came', async () => {
  vi.useFakeTimers();
  const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const { receiver, send, events } = setUp({
    auth: async () => {
      await pause(10);
      return true;
    },
  });
  receiver.on('VoiceSeparate', async ({ JobId }) => {
    await pause(1000);
    if (JobId === 'j2') throw new Error('boom');
  });
  receiver.onError(() => pause(10_000));
  const readBody = async (): Promise<string> => {
    await pause(100);
    return taskFinish(job('j1'), job('j2'));
  };
  // So that no clock begins with the request.
  await vi.advanceTimersByTimeAsync(5000);
  const answer = send('', { readBody });
  await vi.advanceTimersByTimeAsync(20_000);
  await answer;
  expect(events.map(({ name, duration }) => [name, duration])).toEqual([
    ['received', 0],
    ['authenticated', 10],
    ['parsed', 110],
    ['handled', 1110],
    ['failed', 1110],
    ['rejected', 10_110],
    ['answered', 10_110],
  ]);
  expect(events).toMatchObject([{}, {}, {}, { handling: 1000 }, { handling: 1000 }, {}, {}]);
});

it.each([
  ['jobs', taskFinish(job('j1'), job('j2', { Tag: 'New' })), { event: 'TaskFinish', jobs: 2 }],
  ['an event with one job', '{"EventName":"ReviewText","JobsDetail":{"JobId":"r1"}}', { event: 'ReviewText', jobs: 0 }],
  ['an event without jobs', '{"EventName":"New"}', { event: 'New', jobs: 0 }],
])('tells how many jobs a callback has: %s', async (_name, body, expected) => {
  const { receiver, send, named } = setUp();
  receiver.onAny(() => {});
  await send(body);
  expect(named('parsed')).toMatchObject([expected]);
});

it('makes nothing of events where nobody listens', async () => {
  const randomUUID = vi.spyOn(crypto, 'randomUUID');
  const receiver = createReceiver({ auth: unsafeNoAuth(), idempotency: false });
  receiver.onAny(() => {});
  const send = (): Promise<Response> =>
    receiver.fetch(new Request('http://localhost/', { method: 'POST', body: taskFinish(job('j1')) }));
  await send();
  randomUUID.mockClear();
  expect((await send()).status).toBe(200);
  // What each event has is the identity of its request.
  expect(randomUUID).not.toHaveBeenCalled();
  randomUUID.mockRestore();
});

it('knows whether anybody listens for an event', () => {
  const { logger } = recordingLogger();
  const emit = createEmit({ received: () => undefined }, logger);
  expect([emit.received.isHeard, emit.authenticated.isHeard]).toEqual([true, false]);
  const listener = vi.fn<() => void>();
  subscribe('ci-callback:authenticated', listener);
  expect(emit.authenticated.isHeard).toBe(true);
  unsubscribe('ci-callback:authenticated', listener);
  expect(emit.authenticated.isHeard).toBe(false);
});

it('tells of a callback that names no event, where it is not validated', async () => {
  const { receiver, send, named } = setUp({ validation: 'off' });
  receiver.onAny(() => {});
  await send('{"Foo":"1"}');
  expect(named('parsed')).toMatchObject([{ event: '', jobs: 0 }]);
  expect(named('handled')).toMatchObject([{ event: '' }]);
});

it('tells what an event is known by', async () => {
  const { receiver, send, named } = setUp();
  receiver.onAny(() => {});
  await send('{"EventName":"WorkflowFinish","WorkflowExecution":{"RunId":"w1","State":"Success"}}');
  await send('{"code":0,"message":"success","data":{"event":"ReviewAudio","trace_id":"t1","result":1}}');
  await send('{"EventName":"New","JobId":"n1","State":"Success"}');
  expect(named('handled')).toMatchObject([
    { event: 'WorkflowFinish', tag: undefined, id: 'w1', state: 'Success' },
    { event: 'ReviewAudio', tag: undefined, id: 't1', state: 'Success' },
    { event: 'New', tag: undefined, id: undefined, state: undefined },
  ]);
});

it('tells of a request that was refused', async () => {
  const { send, events } = setUp();
  await send('{');
  expect(events.slice(2)).toEqual([
    {
      ...requestFields,
      name: 'rejected',
      status: 400,
      code: 'json.unexpected_end',
      message: expect.stringContaining('line 1') as string,
    },
    { ...requestFields, name: 'answered', status: 400, code: 'json.unexpected_end' },
  ]);
});

it('tells of duplicates', async () => {
  const { receiver, deliver, named } = setUp();
  receiver.onAny(() => {});
  await deliver(job('j1'));
  await deliver(job('j1'));
  expect(named('duplicate')).toEqual([{ ...jobFields, name: 'duplicate', running: false }]);
});

it('tells of failures', async () => {
  const { receiver, deliver, named } = setUp();
  const error = new Error('boom');
  receiver.onAny(() => {
    throw error;
  });
  await deliver(job('j1'));
  expect(named('failed')).toEqual([
    { ...jobFields, name: 'failed', attempt: 1, handling: expect.any(Number) as number, error },
  ]);
});

const names = [
  'received',
  'authenticated',
  'parsed',
  'rejected',
  'handled',
  'failed',
  'duplicate',
  'answered',
] as const;

it.each([
  [
    'throw',
    () => {
      throw new Error('from a hook');
    },
  ],
  ['reject', () => Promise.reject(new Error('from a hook'))],
])('changes nothing when hooks %s, but for lines in the log', async (_name, hook) => {
  const { receiver, deliver, lines } = setUp({ hooks: Object.fromEntries(names.map((name) => [name, hook])) });
  const handled: string[] = [];
  receiver.on('VoiceSeparate', ({ JobId }, { attempt }) => {
    handled.push(JobId);
    if (JobId === 'j2' && attempt === 1) throw new Error('boom');
  });
  expect(await deliver(job('j1'), job('j2'))).toEqual([500, 'handler.failed']);
  expect(await deliver(job('j1'), job('j2'))).toEqual([200, 'ok']);
  expect(handled).toEqual(['j1', 'j2', 'j2']);
  const told = lines.filter(({ fields }) => 'hook' in fields);
  expect(new Set(told.map(({ fields }) => fields['hook']))).toEqual(new Set(names));
  for (const { level, fields } of told) {
    expect(level).toBe('error');
    expect(fields['err']).toMatchObject({ message: 'from a hook' });
  }
});

it('waits for no hook', async () => {
  const { receiver, deliver } = setUp({ hooks: { received: () => deferred().promise } });
  receiver.onAny(() => {});
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
});

it('calls a hook with its object as this', async () => {
  class Counter {
    #count = 0;
    received(): void {
      this.#count++;
    }
    get count(): number {
      return this.#count;
    }
  }
  const counter = new Counter();
  const { receiver, deliver } = setUp({ hooks: counter });
  receiver.onAny(() => {});
  await deliver(job('j1'));
  expect(counter.count).toBe(1);
});

it.each([
  ['a name that no event has', { recieved: () => {} }, 'hooks.recieved'],
  ['no function', { late: true }, 'hooks.late'],
  ['null', { late: null }, 'hooks.late'],
])('takes %s for a mistake', (_name, hooks, place) => {
  const make = (): unknown => createReceiver({ auth: unsafeNoAuth(), hooks: hooks as ReceiverHooks });
  expect(make).toThrow(TypeError);
  expect(make).toThrow(place);
});

it('takes undefined for no hook', async () => {
  const { receiver, deliver, lines } = setUp({ hooks: { received: undefined } });
  receiver.onAny(() => {});
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it('publishes the same events by diagnostics channels', async () => {
  vi.useFakeTimers();
  const { receiver, send, deliver, events } = setUp({ deadline: 10 });
  const published: object[] = [];
  const all = [...names, 'late'] as const;
  const listeners = all.map((name) => {
    const listener = (event: unknown): void => void published.push({ ...(event as object), name });
    subscribe(`ci-callback:${name}`, listener);
    return [name, listener] as const;
  });
  receiver.on('VoiceSeparate', async ({ JobId }) => {
    if (JobId === 'j2') throw new Error('boom');
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  const late = deliver(job('j1'));
  await vi.advanceTimersByTimeAsync(20);
  await late;
  await deliver(job('j1'));
  await deliver(job('j2'));
  await send('{');
  expect(published).toEqual(events);
  expect(new Set(events.map(({ name }) => name))).toEqual(new Set(all));
  for (const [name, listener] of listeners) unsubscribe(`ci-callback:${name}`, listener);
  await send('{');
  expect(published.length).toBe(events.length - 4);
});

it('publishes nothing where nobody has subscribed, nor where there are no such channels', async () => {
  const publish = vi.fn<() => void>();
  const channels = Object.fromEntries([...names, 'late'].map((name) => [name, { hasSubscribers: false, publish }]));
  const asked: string[] = [];
  const builtin = vi.mocked(nodeModule).mockImplementation((id) => {
    if (id !== 'diagnostics_channel') return undefined;
    return { channel: (name: string) => (asked.push(name), channels[name.replace('ci-callback:', '')]) } as never;
  });
  const silent = setUp();
  silent.receiver.onAny(() => {});
  expect(await silent.deliver(job('j1'))).toEqual([200, 'ok']);
  expect(asked).toHaveLength(9);
  expect(publish).not.toHaveBeenCalled();
  builtin.mockReturnValue(undefined);
  const without = setUp();
  without.receiver.onAny(() => {});
  expect((await without.receiver.receive(request(taskFinish(job('j1'))))).status).toBe(200);
  expect(without.events).toHaveLength(5);
});
