import { expect, it, vi } from 'vitest';
import {
  all,
  AuthenticationError,
  confirmJob,
  createReceiver,
  unsafeNoAuth,
  urlToken,
  type Admission,
  type Authenticator,
  type AuthResult,
  type Confirmation,
} from '../../src/index.ts';
import { job, request, setUp, taskFinish, type RequestParts } from './set-up.ts';

it.each([
  ['nothing at all', undefined],
  ['no option', {}],
  ['undefined', { auth: undefined }],
  ['true', { auth: true }],
  ['a token as text', { auth: 'a-token-that-is-long-enough' }],
  ['an object', { auth: { urlToken: 'a-token-that-is-long-enough' } }],
  ['null', { auth: null }],
])('is not made with %s for authentication, and says what it could be', (_name, options) => {
  const make = (): unknown => createReceiver(options as never);
  expect(make).toThrow(TypeError);
  for (const way of ['urlToken(', 'signedUrl(', 'confirmJob(']) expect(make).toThrow(way);
});

/** What comes of a callback when the authenticator gives a result. */
async function outcomeOf(
  auth: Authenticator,
  parts: RequestParts = {},
): Promise<{ answer: readonly [number, string]; handled: number; read: number }> {
  const { receiver, send } = setUp({ auth });
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  const readBody = vi.fn<() => Promise<string>>(() => Promise.resolve(taskFinish(job('j1'))));
  const answer = await send('', { readBody, ...parts });
  return { answer, handled: handler.mock.calls.length, read: readBody.mock.calls.length };
}

const refused = { answer: [401, 'auth.failed'], handled: 0, read: 0 };
const mistaken = { answer: [503, 'auth.unavailable'], handled: 0, read: 0 };

it.each<[name: string, result: unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['1', 1],
  ['a text', 'yes'],
  ['an object', {}],
  ['a list', [true]],
  ['a function', () => true],
  ['a Boolean object', Object(true)],
  ['an error of another class', new Error('no')],
  ['an object whose confirm is no function', { confirm: true }],
])('lets nobody in whose authenticator gives %s', async (_name, result) => {
  expect(await outcomeOf(() => result as AuthResult)).toEqual(mistaken);
  expect(await outcomeOf(() => Promise.resolve(result as AuthResult))).toEqual(mistaken);
});

it('lets nobody in whose authenticator gives false', async () => {
  expect(await outcomeOf(() => false)).toEqual(refused);
  expect(await outcomeOf(() => Promise.resolve(false))).toEqual(refused);
});

it('lets in who is authenticated', async () => {
  const admitted = { answer: [200, 'ok'], handled: 1, read: 1 };
  expect(await outcomeOf(() => true)).toEqual(admitted);
  expect(await outcomeOf(() => Promise.resolve(true))).toEqual(admitted);
  expect(await outcomeOf(() => ({ confirm: (callback) => Promise.resolve({ callback }) }))).toEqual(admitted);
});

it.each<[name: string, confirmation: unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['true', true],
  ['an object without a callback', { claims: {} }],
  ['no callback', { callback: null }],
  ['a text as callback', { callback: 'TaskFinish' }],
  ['an error of another class', new Error('no')],
])('handles nothing that is confirmed by %s', async (_name, confirmation) => {
  const admission: Admission = { confirm: () => confirmation as Confirmation };
  expect(await outcomeOf(() => admission)).toEqual({ ...mistaken, read: 1 });
});

it.each([401, 403, 404, 429, 503])('answers with the status %d of the refusal', async (status) => {
  const code = (
    {
      401: 'auth.expired',
      403: 'auth.forbidden',
      404: 'auth.not_found',
      429: 'auth.rate_limited',
      503: 'auth.unavailable',
    } as const
  )[status];
  const error = new AuthenticationError(code ?? 'auth.failed', 'No.');
  const throwing = (): never => {
    throw error;
  };
  for (const auth of [() => error, throwing]) {
    expect(await outcomeOf(auth)).toEqual({ answer: [status, code], handled: 0, read: 0 });
    expect(await outcomeOf(() => ({ confirm: auth }))).toEqual({ answer: [status, code], handled: 0, read: 1 });
  }
});

it('answers with what the refusal tells the sender to do', async () => {
  const auth = (): AuthResult =>
    new AuthenticationError('auth.missing', 'No.', { challenge: 'Basic realm="ci"', retryAfter: 30 });
  const { receiver } = setUp({ auth });
  const { headers } = await receiver.receive(request(''));
  expect(headers).toMatchObject({ 'www-authenticate': 'Basic realm="ci"', 'retry-after': '30' });
});

it('lets nobody in when the authenticator itself fails, and says so', async () => {
  const cause = new Error('the key server is down');
  const failing = (): never => {
    throw cause;
  };
  for (const auth of [failing, () => Promise.reject(cause), () => ({ confirm: failing })]) {
    const { receiver, lines, named } = setUp({ auth });
    const handler = vi.fn<() => void>();
    receiver.onAny(handler);
    const answer = await receiver.receive(request(taskFinish(job('j1'))));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(handler).not.toHaveBeenCalled();
    expect(lines).toMatchObject([
      { level: 'error', fields: { err: cause, status: 503, code: 'auth.unavailable' }, message: /./ },
    ]);
    expect(named('rejected')).toMatchObject([
      { status: 503, code: 'auth.unavailable', message: expect.stringMatching(/\w/) as string },
    ]);
  }
});

it('shows an authenticator the request, and asks it before the body is read', async () => {
  const seen: unknown[] = [];
  const auth: Authenticator = (asked) => {
    const { method, url, remoteAddress } = asked;
    seen.push(method, url, remoteAddress, asked.header('x-client'), asked.header('x-other'));
    return true;
  };
  const readBody = (): Promise<string> => {
    seen.push('body');
    return Promise.resolve(taskFinish(job('j1')));
  };
  await outcomeOf(auth, { url: '/ci?a=1', remoteAddress: '192.0.2.7', headers: { 'x-client': 'me' }, readBody });
  expect(seen).toEqual(['POST', '/ci?a=1', '192.0.2.7', 'me', undefined, 'body']);
});

it('reads no body of who has the wrong token', async () => {
  const auth = all(urlToken('the-right-token-of-the-url'));
  expect(await outcomeOf(auth, { url: '/ci?token=the-wrong-token-of-the-url' })).toMatchObject({ handled: 0, read: 0 });
  expect(await outcomeOf(auth, { url: '/ci?token=the-right-token-of-the-url' })).toMatchObject({
    answer: [200, 'ok'],
    handled: 1,
  });
});

it('gives handlers the job that was fetched, while body and headers stay what came', async () => {
  const auth = confirmJob(({ id }) => (id === 'j1' ? job('j1', { Message: 'of the API' }) : undefined));
  const { receiver, send, errors } = setUp({ auth });
  const seen: unknown[] = [];
  receiver.onAny((value, { callback, rawBody, headers, key }) =>
    seen.push([value, callback, rawBody, headers.get('x-own'), key]),
  );
  const forged = (id: string): string => taskFinish(job(id, { State: 'Failed', Message: 'made up' }));
  const headers = { 'x-own': 'made up' };
  expect(await send(forged('j1'), { headers })).toEqual([200, 'ok']);
  const told = expect.objectContaining({ JobId: 'j1', State: 'Success', Message: 'of the API' }) as object;
  const whole = expect.objectContaining({ JobsDetail: [told] }) as object;
  expect(seen).toEqual([[told, whole, forged('j1'), 'made up', 'TaskFinish:Success::j1']]);
  // Who repeats a genuine job makes nobody handle it again, and a job that is made up takes no key.
  expect(await send(forged('j1'))).toEqual([200, 'ok']);
  expect(await send(forged('j2'))).toEqual([403, 'auth.forbidden']);
  expect(seen).toHaveLength(1);
  expect(errors).toEqual([]);
  // What can't be read can't be confirmed.
  expect(await send('{')).toEqual([400, 'json.unexpected_end']);
  expect(errors).toMatchObject([[{ code: 'json.unexpected_end' }, { rawBody: '{', callback: undefined }]]);
});

it('lets who may send anything take the place of the genuine callback', async () => {
  const { receiver, deliver } = setUp({ auth: unsafeNoAuth() });
  const messages: unknown[] = [];
  receiver.on('VoiceSeparate', ({ Message }) => messages.push(Message));
  expect(await deliver(job('j1', { Message: 'made up' }))).toEqual([200, 'ok']);
  expect(await deliver(job('j1', { Message: 'genuine' }))).toEqual([200, 'ok']);
  expect(messages).toEqual(['made up']);
});
