import { expect, it } from 'vitest';
import { AuthenticationError, BodyError, ReceiverError, type CallbackError } from '../../src/index.ts';
import { answerError, answerOk } from '../../src/receiver/answer.ts';

const usual = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

it('answers that all is well', () => {
  expect(answerOk).toEqual({ status: 200, headers: { ...usual, 'content-length': '13' }, body: '{"code":"ok"}' });
});

type Told = readonly [name: string, error: CallbackError, headers: Readonly<Record<string, string>>];

it.each<Told>([
  ['the code alone', new BodyError('body.empty', 'Words of the server.'), {}],
  ['which methods there are', new ReceiverError('request.method_not_allowed', 'No.'), { allow: 'GET, HEAD, POST' }],
  ['that the connection ends', new BodyError('body.timeout', 'Slow.'), { connection: 'close' }],
  ['when to come again', new ReceiverError('receiver.busy', 'No.', { retryAfter: 7 }), { 'retry-after': '7' }],
  ['nothing of when to come again', new ReceiverError('receiver.busy', 'No.'), {}],
  ['to come again at once', new ReceiverError('receiver.busy', 'No.', { retryAfter: 0 }), { 'retry-after': '0' }],
  [
    'who may come again',
    new AuthenticationError('auth.rate_limited', 'No.', { retryAfter: 9 }),
    { 'retry-after': '9' },
  ],
  [
    'how to authenticate',
    new AuthenticationError('auth.missing', 'No.', { challenge: 'Bearer' }),
    { 'www-authenticate': 'Bearer' },
  ],
  ...['', 'Bearer error="a\r\nSet-Cookie: b=c"', 'Basic realm="中"', 'Basic realm="\u0000"'].map((challenge): Told => [
    `nothing that a header can't hold, such as ${JSON.stringify(challenge)}`,
    new AuthenticationError('auth.failed', 'No.', { challenge }),
    {},
  ]),
  ['whole seconds', new ReceiverError('receiver.busy', 'No.', { retryAfter: 1.2 }), { 'retry-after': '2' }],
  ['no time before now', new ReceiverError('receiver.busy', 'No.', { retryAfter: -1 }), { 'retry-after': '0' }],
  ['no time that is none', new ReceiverError('receiver.busy', 'No.', { retryAfter: Number.NaN }), {}],
  ['no time without end', new ReceiverError('receiver.busy', 'No.', { retryAfter: Infinity }), {}],
  ['nothing of how to authenticate', new AuthenticationError('auth.missing', 'No.'), {}],
])('tells %s', (_name, error, headers) => {
  const body = `{"code":"${error.code}"}`;
  expect(answerError(error)).toStrictEqual({
    status: error.status,
    headers: { ...usual, 'content-length': String(body.length), ...headers },
    body,
  });
});
