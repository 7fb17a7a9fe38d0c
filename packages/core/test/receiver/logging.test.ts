import { format } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { createReceiver, memoryStore, unsafeNoAuth, urlToken, type ReceiverOptions } from '../../src/index.ts';
import { consoleLogger, withFields } from '../../src/receiver/logger.ts';
import { sample } from '../samples.ts';
import { job, recordingLogger, request, setUp, taskFinish, type LogLine } from './set-up.ts';

afterEach(() => void vi.restoreAllMocks());

it('adds fields to each line of a level', () => {
  const { lines, logger } = recordingLogger();
  const own = withFields(logger, { delivery: 'd1', id: 'j1' });
  for (const level of ['debug', 'info', 'warn', 'error'] as const) own[level]({ id: 'j2', level }, `A ${level}.`);
  expect(lines).toEqual(
    ['debug', 'info', 'warn', 'error'].map((level) => ({
      level,
      fields: { delivery: 'd1', id: 'j2', level },
      message: `A ${level}.`,
    })),
  );
});

/** What the console shows of a callback whose handler fails, of one that is a duplicate, and of a broken one. */
async function shown(logger: ReceiverOptions['logger']): Promise<Record<string, unknown[][]>> {
  const methods = ['debug', 'info', 'log', 'warn', 'error'] as const;
  const spies = methods.map((method) => vi.spyOn(console, method).mockReturnValue(undefined));
  const receiver = createReceiver({ auth: unsafeNoAuth(), logger });
  receiver.on('VoiceSeparate', ({ JobId }, context) => {
    context.logger.info({}, 'Own line.');
    if (JobId === 'j2') throw new Error('boom');
  });
  await receiver.receive(request(taskFinish(job('j1'))));
  await receiver.receive(request(taskFinish(job('j1'))));
  await receiver.receive(request(taskFinish(job('j2'))));
  await receiver.receive(request('{'));
  return Object.fromEntries(methods.map((method, index) => [method, spies[index]?.mock.calls ?? []]));
}

it('writes warnings and errors to the console, unless something else is said', async () => {
  const { debug, info, log, warn, error } = await shown(undefined);
  expect([debug, info, log]).toEqual([[], [], []]);
  const line = (fields: object): unknown[] => [
    'ci-callback: %s',
    expect.stringMatching(/\w/),
    expect.objectContaining(fields),
  ];
  expect(warn).toEqual([line({ code: 'json.unexpected_end' })]);
  expect(error).toEqual([line({ id: 'j2', late: false })]);
});

it('takes the console for a logger', async () => {
  const { debug, info, warn, error } = await shown(console);
  expect([debug?.length, info?.length, warn?.length, error?.length]).toEqual([3, 2, 1, 1]);
});

it('writes nothing when logging is off', async () => {
  for (const calls of Object.values(await shown(false))) expect(calls).toEqual([]);
});

it('calls the methods of a logger on itself', async () => {
  class Logger {
    readonly lines: string[] = [];
    debug(_fields: object, message: string): void {
      this.lines.push(message);
    }
    info(): void {}
    warn(): void {}
    error(): void {}
  }
  const logger = new Logger();
  const { receiver, deliver } = setUp({ logger });
  receiver.onAny(() => {});
  await deliver(job('j1'));
  expect(logger.lines).toHaveLength(1);
});

it.each<[how: string, broken: () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('the disk is full');
    },
  ],
  ['rejects', () => Promise.reject(new Error('the disk is full'))],
])('handles callbacks although the logger %s', async (_how, broken) => {
  const { receiver, deliver, send, errors } = setUp({
    logger: { debug: broken, info: broken, warn: broken, error: broken },
    hooks: { received: broken },
  });
  receiver.on('VoiceSeparate', ({ JobId }, { logger }) => {
    logger.info({}, 'Own line.');
    if (JobId === 'j2') throw new Error('boom');
  });
  expect(await deliver(job('j1'))).toEqual([200, 'ok']);
  expect(await deliver(job('j2'))).toEqual([500, 'handler.failed']);
  expect(await send('{')).toEqual([400, 'json.unexpected_end']);
  expect(errors).toMatchObject([
    [{ message: 'boom' }, {}],
    [{ code: 'json.unexpected_end' }, {}],
  ]);
});

it.each<[name: string, options: Partial<ReceiverOptions>, body: string, line: Partial<LogLine>]>([
  ['a body that is broken', {}, '{', { level: 'warn', fields: { status: 400, code: 'json.unexpected_end' } }],
  [
    'who is not authenticated',
    { auth: () => false },
    '',
    { level: 'warn', fields: { status: 401, code: 'auth.failed' } },
  ],
  [
    'an authenticator that fails',
    { auth: () => Promise.reject(new Error('down')) },
    '',
    { level: 'error', fields: { status: 503, code: 'auth.unavailable', err: { message: 'down' } } },
  ],
])('writes one line of %s', async (_name, options, body, line) => {
  const { send, lines, named } = setUp(options);
  await send(body, { remoteAddress: '192.0.2.7' });
  expect(lines).toMatchObject([line]);
  expect(lines[0]?.fields).toMatchObject({ remoteAddress: '192.0.2.7', delivery: named('received')[0]?.delivery });
});

it('writes of a receiver that itself has failed, and answers nothing of why', async () => {
  const { receiver, send, lines } = setUp();
  const cause = new TypeError('a secret of the server');
  const readBody = (): Promise<string> => Promise.reject(cause);
  expect(await send('', { readBody })).toEqual([500, 'receiver.failed']);
  expect(lines).toMatchObject([{ level: 'error', fields: { status: 500, code: 'receiver.failed', err: cause } }]);
  expect((await receiver.receive(request('', { readBody }))).body).toBe('{"code":"receiver.failed"}');
});

it('writes an error of a callback that was refused only in detail', async () => {
  const { deliver, lines } = setUp();
  await deliver(job('j1'));
  expect(lines).toMatchObject([
    { level: 'error', fields: { id: 'j1', code: 'handler.missing' } },
    { level: 'debug', fields: { code: 'handler.missing', status: 500 } },
  ]);
  for (const { fields } of lines) expect(fields).not.toHaveProperty('err');
});

it('writes nothing of bodies, headers and tokens', async () => {
  const secret = 'a-secret-that-nobody-may-see';
  const store = memoryStore();
  const { lines, receiver, send } = setUp({
    auth: urlToken(`${secret}-right`),
    idempotency: { store },
  });
  receiver.on('VoiceSeparate', ({ JobId }) => {
    if (JobId === 'failing') throw new Error('boom');
  });
  const right = { url: `/ci?token=${secret}-right`, headers: { cookie: secret, 'x-own': secret } };
  const bodies = [
    taskFinish(job('j1', { Message: secret })),
    taskFinish(job('failing', { Message: secret })),
    taskFinish(job('j2', { Tag: 'New', UserData: secret })),
    `{"EventName":"${secret}`,
    `<Response><EventName>${secret}</Event></Response>`,
    `<${secret}/>`,
    `{"EventName":"TaskFinish","JobsDetail":"${secret}"}`,
    `{"EventName":"TaskFinish","JobsDetail":[{"${secret}":{"a":[${secret}]}}]}`,
  ];
  for (const body of bodies) {
    await send(body, right);
    await send(body, { url: `/ci?token=${secret}-wrong`, headers: right.headers });
  }
  vi.spyOn(store, 'claim').mockRejectedValue(new Error('down'));
  await send(bodies[0] ?? '', right);
  expect(lines.length).toBeGreaterThan(2 * bodies.length);
  const withoutErrors = lines.map(({ message, fields: { err, ...fields } }) => ({
    ...fields,
    message,
    err: String(err),
  }));
  expect(JSON.stringify(withoutErrors)).not.toContain(secret);
});

it('writes where a value is wrong, and nothing of the value', async () => {
  const { receiver, send, lines, named } = setUp({ validation: 'strict' });
  receiver.onAny(() => {});
  const body = sample('voice-separate/compact.json').toString('utf8');
  expect(await send(body)).toEqual([200, 'ok']);
  expect(await send(body.replace('"State":"Failed"', '"State":"a-secret"'))).toEqual([422, 'validation.failed']);
  expect(JSON.stringify(named('rejected'))).not.toContain('a-secret');
  expect(lines.at(-1)).toMatchObject({ level: 'warn', fields: { code: 'validation.failed' } });
  expect(lines.at(-1)?.message).toContain('/JobsDetail/0/State: ');
  expect(JSON.stringify(lines)).not.toContain('a-secret');
});

it('writes a line that the names in a body can neither end nor paint', async () => {
  const { receiver, send, lines, named } = setUp({ validation: 'strict' });
  receiver.onAny(() => {});
  const name = 'Own\n2026-01-01 INFO all is well\r\u001b[2K\u0085\u009b1m\u202e\u2028\ud800';
  const body = sample('voice-separate/compact.json')
    .toString('utf8')
    .replace('"State":', `${JSON.stringify(name)}:"1","State":`);
  expect(await send(body)).toEqual([422, 'validation.failed']);
  const line =
    '/JobsDetail/0/Own\\u{a}2026-01-01 INFO all is well\\u{d}\\u{1b}[2K\\u{85}\\u{9b}1m\\u{202e}\\u{2028}\\u{d800}: ';
  expect(lines.at(-1)?.message).toContain(line);
  expect(named('rejected')[0]?.message).toContain(line);
});

it.each([
  ['charset', { 'content-type': 'text/xml; charset=\u009b31m' }, 'body.unsupported_charset'],
  ['encoding of a body parser', { 'content-type': 'text/xml; charset="\u0085x"' }, 'body.unsupported_charset'],
])('writes no control character of a %s', async (_name, headers, code) => {
  const { send, lines } = setUp();
  expect(await send(new TextEncoder().encode('<a/>'), { headers })).toEqual([415, code]);
  expect(lines.at(-1)?.message).toMatch(/"\\u\{(?:9b|85)\}/);
});

it('gives the console nothing to fill in', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
  const error = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const logger = consoleLogger();
  logger.warn({ id: 'j1' }, 'At /%O/%c.');
  logger.error({ id: 'j1' }, 'At /%O/%c.');
  for (const { mock } of [warn, error])
    expect(format(...(mock.calls[0] ?? []))).toBe("ci-callback: At /%O/%c. { id: 'j1' }");
});

it('cuts names and identities that are longer than any', async () => {
  const { receiver, deliver, send, lines, events } = setUp();
  receiver.onAny(() => {});
  receiver.onUnknown(() => {});
  const long = 'x'.repeat(100_000);
  expect(await deliver(job(long, { Tag: long, State: long }))).toEqual([200, 'ok']);
  expect(await deliver(job(long, { Tag: long, State: long }))).toEqual([200, 'ok']);
  expect(await send(JSON.stringify({ EventName: long }))).toEqual([200, 'ok']);
  const cut = `${'x'.repeat(256)}…`;
  expect(events.filter(({ name }) => name === 'duplicate')).toMatchObject([{ id: cut, tag: cut, state: cut }]);
  expect(events.filter(({ name }) => name === 'parsed')).toMatchObject([{}, {}, { event: cut }]);
  expect(lines).toContainEqual(expect.objectContaining({ fields: expect.objectContaining({ id: cut }) as object }));
  expect(JSON.stringify([lines, events])).not.toContain('x'.repeat(257));
});
