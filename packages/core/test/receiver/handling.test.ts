import { expect, it, vi } from 'vitest';
import { memoryStore, type HandlerContext, type Job } from '../../src/index.ts';
import { deferred, job, request, setUp, taskFinish } from './set-up.ts';

const boom = new Error('boom');

it('keeps a job that fails from no other', async () => {
  const { receiver, deliver, named } = setUp();
  const handled: string[] = [];
  receiver.on('VoiceSeparate', ({ JobId }) => {
    if (JobId === 'j2') throw boom;
    handled.push(JobId);
  });
  expect(await deliver(job('j1'), job('j2'), job('j3'))).toEqual([500, 'handler.failed']);
  expect(handled).toEqual(['j1', 'j3']);
  expect(named('handled').map(({ id }) => id)).toEqual(['j1', 'j3']);
  expect(named('failed')).toMatchObject([{ id: 'j2', attempt: 1, error: boom }]);
});

it('handles again what has failed, and nothing else', async () => {
  const { receiver, deliver, named } = setUp();
  const attempts: string[] = [];
  receiver.on('VoiceSeparate', ({ JobId }, { attempt }) => {
    attempts.push(`${JobId} ${attempt}`);
    if (JobId === 'j2' && attempt < 3) throw boom;
  });
  expect(await deliver(job('j1'), job('j2'))).toEqual([500, 'handler.failed']);
  expect(await deliver(job('j1'), job('j2'))).toEqual([500, 'handler.failed']);
  expect(await deliver(job('j1'), job('j2'))).toEqual([200, 'ok']);
  expect(await deliver(job('j1'), job('j2'))).toEqual([200, 'ok']);
  expect(attempts).toEqual(['j1 1', 'j2 1', 'j2 2', 'j2 3']);
  expect(named('handled').map(({ id, attempt }) => `${id} ${attempt}`)).toEqual(['j1 1', 'j2 3']);
  expect(named('failed').map(({ id, attempt }) => `${id} ${attempt}`)).toEqual(['j2 1', 'j2 2']);
});

it('handles the jobs of a callback side by side', async () => {
  const { receiver, deliver } = setUp();
  const met = deferred();
  receiver.on('VoiceSeparate', async ({ JobId }) => {
    if (JobId === 'j1') await met.promise;
    else met.resolve();
  });
  expect(await deliver(job('j1'), job('j2'))).toEqual([200, 'ok']);
});

it('waits for all handlers of a job, and tells of each that fails', async () => {
  const { receiver, deliver, named, errors } = setUp();
  const slow = vi.fn<() => void>();
  const other = new Error('other');
  receiver.on('VoiceSeparate', () => {
    throw boom;
  });
  receiver.on('VoiceSeparate', () => Promise.reject(other));
  receiver.on('VoiceSeparate', async () => {
    await Promise.resolve();
    slow();
  });
  expect(await deliver(job('j1'))).toEqual([500, 'handler.failed']);
  expect(slow).toHaveBeenCalledOnce();
  expect(errors.map(([error]) => error)).toEqual([boom, other]);
  const [failed, ...more] = named('failed');
  expect(more).toEqual([]);
  expect(failed?.error).toBeInstanceOf(AggregateError);
  expect(failed?.error).toMatchObject({ errors: [boom, other], message: expect.stringMatching(/\w/) as string });
});

it('takes whatever a handler throws for a failure', async () => {
  const { receiver, deliver, errors, named } = setUp();
  receiver.on('VoiceSeparate', () => Promise.reject(undefined as unknown as Error));
  expect(await deliver(job('j1'))).toEqual([500, 'handler.failed']);
  expect(errors).toMatchObject([[undefined, { value: { JobId: 'j1' } }]]);
  expect(named('failed')).toHaveLength(1);
});

it('answers what is worst of several jobs', async () => {
  const store = memoryStore();
  const { receiver, deliver } = setUp({ idempotency: { store } });
  receiver.on('VoiceSeparate', ({ JobId }) => {
    if (JobId === 'failing') throw boom;
  });
  vi.spyOn(store, 'claim').mockImplementation((key) => {
    if (key.endsWith(':down')) throw new Error('down');
    return key.endsWith(':running') ? { state: 'running', remaining: 4001 } : { state: 'claimed', attempt: 1 };
  });
  const missing = job('missing', { Tag: 'New' });
  const all = [job('done'), job('running'), job('down'), missing, job('failing')];
  expect(await deliver(...all.toReversed())).toEqual([500, 'handler.failed']);
  expect(await deliver(...all.slice(0, 4))).toEqual([500, 'handler.missing']);
  expect(await deliver(...all.slice(0, 3))).toEqual([503, 'idempotency.unavailable']);
  expect(await deliver(...all.slice(0, 2))).toEqual([503, 'idempotency.running']);
  expect(await deliver(...all.slice(0, 1))).toEqual([200, 'ok']);
});

it('gives handlers all that belongs to the request', async () => {
  const claims = { bucket: 'b-1250000000', data: { tenant: 7 } };
  const { receiver, send, named, lines } = setUp({
    auth: () => ({ confirm: (callback) => ({ callback, claims }) }),
  });
  let seen: HandlerContext | undefined;
  receiver.on('VoiceSeparate', (_job, context) => {
    seen = context;
    context.logger.info({ own: 1 }, 'Own line.');
  });
  const body = taskFinish(job('j1'));
  expect(await send(body, { headers: { 'x-request': '42' } })).toEqual([200, 'ok']);
  const [received] = named('received');
  expect(seen?.delivery).toBe(received?.delivery);
  expect(seen?.delivery).toMatch(/^[\da-f-]{36}$/);
  expect(seen?.rawBody).toBe(body);
  expect(seen?.headers.get('x-request')).toBe('42');
  expect(seen?.claims).toBe(claims);
  expect(seen?.callback).toMatchObject({ EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1' }] });
  expect(seen?.key).toBe('TaskFinish:Success::j1');
  expect(seen?.attempt).toBe(1);
  expect(seen?.signal.aborted).toBe(false);
  expect(seen?.signal).toBe(seen?.signal);
  expect(seen?.logger).toBe(seen?.logger);
  expect(lines.find(({ level }) => level === 'info')).toEqual({
    level: 'info',
    fields: { delivery: seen?.delivery, event: 'TaskFinish', tag: 'VoiceSeparate', id: 'j1', state: 'Success', own: 1 },
    message: 'Own line.',
  });
});

it('gives handlers nothing of a signed URL where there is none', async () => {
  const { receiver, deliver } = setUp();
  const claims: unknown[] = [];
  receiver.onAny((_value, context) => claims.push(context.claims));
  await deliver(job('j1'));
  expect(claims).toEqual([undefined]);
});

it('lets handlers see the callback that has been confirmed in place of the one that came', async () => {
  const confirmed = { EventName: 'TaskFinish', JobsDetail: [{ JobId: 'better', Tag: 'Tts' }] } as never;
  const { receiver, deliver } = setUp({ auth: () => ({ confirm: () => ({ callback: confirmed }) }) });
  const ids: string[] = [];
  receiver.on('TaskFinish', ({ JobId }) => ids.push(JobId));
  await deliver(job('j1'));
  expect(ids).toEqual(['better']);
});

it.each(['after-handlers', 'immediate'] as const)(
  'answers an error for a callback that has no job, as %s',
  async (ack) => {
    const { receiver, send, deliver } = setUp({ validation: 'off', ack });
    const handler = vi.fn<() => void>();
    receiver.onAny(handler);
    expect(await send('{"EventName":"TaskFinish"}')).toEqual([500, 'handler.missing']);
    expect(await deliver()).toEqual([500, 'handler.missing']);
    expect(handler).not.toHaveBeenCalled();
  },
);

it('reads each request with the limits of the options', async () => {
  const limits: unknown[] = [];
  const { receiver, send } = setUp({ limits: { bytes: 999, readingTime: 77, elements: 3 } });
  receiver.onAny(() => {});
  const readBody = (given: object): Promise<string> => {
    limits.push(given);
    return Promise.resolve(taskFinish(job('j1')));
  };
  const dropBody = (given: number): void => void limits.push(given);
  expect(await send('', { readBody, dropBody })).toEqual([413, 'limit.elements']);
  expect(limits).toEqual([{ bytes: 999, readingTime: 77 }, 77]);
});

it('validates as the options say', async () => {
  const unknown = taskFinish(job('j1', { Unheard: 'of' }));
  for (const [validation, status] of [
    ['strict', 422],
    ['lenient', 200],
    ['off', 200],
    [undefined, 200],
  ] as const) {
    const { receiver, send } = setUp({ validation });
    receiver.onAny(() => {});
    expect((await send(unknown))[0]).toBe(status);
  }
});

it('heeds the charset of the Content-Type', async () => {
  const { receiver, send } = setUp();
  const messages: unknown[] = [];
  receiver.on('TaskFinish', ({ Message }: Job) => messages.push(Message));
  const body = Buffer.from(taskFinish(job('j1', { Message: 'größer' })), 'utf16le');
  await send(body, { headers: { 'content-type': 'application/json; charset=utf-16le' } });
  expect(messages).toEqual(['größer']);
});

it('gives the work that goes on to the platform, which may wait for it', async () => {
  const { receiver } = setUp();
  receiver.onAny(() => Promise.resolve());
  const work: Promise<unknown>[] = [];
  await receiver.receive(request(taskFinish(job('j1')), { waitUntil: (promise) => void work.push(promise) }));
  expect(work).toHaveLength(1);
  await expect(work[0]).resolves.toBeUndefined();
  await receiver.receive(request('{', { waitUntil: (promise) => void work.push(promise) }));
  expect(work).toHaveLength(1);
});
