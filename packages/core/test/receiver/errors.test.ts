import { expect, it, vi } from 'vitest';
import { AuthenticationError, BodyError, type ErrorContext } from '../../src/index.ts';
import { deferred, job, request, setUp, taskFinish } from './set-up.ts';

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

it.each<readonly [name: string, failure: Error, answer: readonly [number, string], level: string]>([
  ['that was consumed', new BodyError('body.consumed', 'Read before.'), [500, 'body.consumed'], 'error'],
  ['that is too large', new BodyError('body.too_large', 'Too large.'), [413, 'body.too_large'], 'warn'],
  ['that broke off', new BodyError('body.aborted', 'Gone.'), [400, 'body.aborted'], 'warn'],
  ['that could not be read', new RangeError('broken'), [500, 'receiver.failed'], 'error'],
])('tells of a body %s, though there is none to hand on', async (_name, failure, answer, level) => {
  const { send, errors, lines } = setUp();
  expect(await send('', { readBody: () => Promise.reject(failure), headers: { 'x-own': '1' } })).toEqual(answer);
  expect(errors).toMatchObject([[{ code: answer[1] }, { rawBody: undefined, callback: undefined, late: false }]]);
  expect(errors[0]?.[1].headers.get('x-own')).toBe('1');
  expect(lines).toMatchObject([{ level, fields: { code: answer[1] } }]);
});

it('tells of a callback that could not be confirmed, and not of one that was refused', async () => {
  const failing = setUp({ auth: () => ({ confirm: () => Promise.reject(new Error('down')) }) });
  expect(await failing.deliver(job('j1'))).toEqual([503, 'auth.unavailable']);
  expect(failing.errors).toMatchObject([[{ code: 'auth.unavailable' }, { rawBody: taskFinish(job('j1')) }]]);
  const refusing = setUp({ auth: () => ({ confirm: () => new AuthenticationError('auth.forbidden', 'No.') }) });
  expect(await refusing.deliver(job('j1'))).toEqual([403, 'auth.forbidden']);
  expect(refusing.errors).toEqual([]);
});

it('tells of a callback without a job, which no handler has seen', async () => {
  for (const ack of ['after-handlers', 'immediate'] as const) {
    const { receiver, send, errors, lines } = setUp({ ack, validation: 'off' });
    receiver.onAny(() => {});
    expect(await send('{"EventName":"TaskFinish","JobsDetail":[]}')).toEqual([500, 'handler.missing']);
    expect(errors).toMatchObject([[{ code: 'handler.missing' }, { value: undefined }]]);
    expect(lines).toMatchObject([{ level: 'error', fields: { code: 'handler.missing' } }, { level: 'debug' }]);
  }
});

it('hands on no body of strangers', async () => {
  const { send, errors } = setUp({ auth: () => false });
  await send('{');
  expect(errors).toEqual([]);
});

it('knows the address of a sender that broke off', async () => {
  const connection: { address: string | undefined } = { address: '192.0.2.7' };
  const { receiver, lines } = setUp();
  const readBody = (): Promise<never> => {
    connection.address = undefined;
    return Promise.reject(new BodyError('body.aborted', 'Gone.'));
  };
  const sent = request('', { readBody });
  Object.defineProperty(sent, 'remoteAddress', { get: () => connection.address });
  await receiver.receive(sent);
  expect(lines).toMatchObject([{ fields: { remoteAddress: '192.0.2.7' } }]);
});

it('tells all handlers for errors at once, in their order, and answers when they have ended', async () => {
  const { receiver, send } = setUp();
  const end = deferred();
  const order: string[] = [];
  receiver.onError(async () => {
    order.push('first');
    await end.promise;
    order.push('end of the first');
  });
  receiver.onError(() => order.push('second'));
  const answer = send('{').then(() => order.push('answer'));
  await vi.waitUntil(() => order.length > 0);
  end.resolve();
  await answer;
  expect(order).toEqual(['first', 'second', 'end of the first', 'answer']);
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
