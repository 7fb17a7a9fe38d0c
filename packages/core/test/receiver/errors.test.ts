import { expect, it, vi } from 'vitest';
import type { ErrorContext } from '../../src/index.ts';
import { deferred, job, setUp, taskFinish } from './set-up.ts';

it('tells of a job that was not handled, and all of its request', async () => {
  const claims = { name: 'VoiceSeparate' };
  const { receiver, send, errors, named } = setUp({
    auth: () => ({ confirm: (callback) => ({ callback, claims }) }),
  });
  const boom = new Error('boom');
  receiver.onAny(() => {
    throw boom;
  });
  const body = taskFinish(job('j1'));
  await send(body, { headers: { 'x-own': '1' } });
  const [[error, context] = []] = errors;
  expect(error).toBe(boom);
  expect(context).toMatchObject({
    delivery: named('received')[0]?.delivery,
    rawBody: body,
    claims,
    callback: { EventName: 'TaskFinish' },
    value: { JobId: 'j1' },
    late: false,
  });
  expect(context?.headers.get('x-own')).toBe('1');
});

it.each([
  ['that is broken', '{', 'json.unexpected_end'],
  ['that is no callback', '{"EventName":"TaskFinish"}', 'validation.failed'],
])('hands on a body %s, so that it is not lost', async (_name, body, code) => {
  const { receiver, send, errors, named } = setUp();
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  expect(await send(body, { headers: { 'x-own': '1' } })).toEqual([code.startsWith('json') ? 400 : 422, code]);
  const [[error, context] = []] = errors;
  expect(error).toMatchObject({ code });
  expect(context).toMatchObject({
    delivery: named('received')[0]?.delivery,
    rawBody: body,
    claims: undefined,
    callback: undefined,
    value: undefined,
    late: false,
  });
  expect(context?.headers.get('x-own')).toBe('1');
  expect(errors).toHaveLength(1);
  expect(handler).not.toHaveBeenCalled();
});

it('hands on no body of strangers', async () => {
  const { send, errors } = setUp({ auth: () => false });
  await send('{');
  expect(errors).toEqual([]);
});

it('answers when the handlers for errors have been told, one after the other', async () => {
  const { receiver, send } = setUp();
  const told = deferred();
  const order: string[] = [];
  receiver.onError(async () => {
    await told.promise;
    order.push('first');
  });
  receiver.onError(() => order.push('second'));
  const answer = send('{').then(() => order.push('answer'));
  told.resolve();
  await answer;
  expect(order).toEqual(['first', 'second', 'answer']);
});

it('logs what a handler for errors throws, and tells the others', async () => {
  const { receiver, send, deliver, lines, named } = setUp();
  const other = vi.fn<(error: unknown, context: ErrorContext) => void>();
  const broken = new Error('broken');
  receiver.onError(() => {
    throw broken;
  });
  receiver.onError(() => Promise.reject(broken));
  receiver.onError(other);
  expect(await send('{')).toEqual([400, 'json.unexpected_end']);
  expect(await deliver(job('j1'))).toEqual([500, 'handler.missing']);
  expect(other).toHaveBeenCalledTimes(2);
  const told = lines.filter(({ fields }) => fields['err'] === broken);
  const [one, two] = named('received').map(({ delivery }) => delivery);
  expect(told.map(({ level, fields: { delivery } }) => [level, delivery])).toEqual([
    ['error', one],
    ['error', one],
    ['error', two],
    ['error', two],
  ]);
});
