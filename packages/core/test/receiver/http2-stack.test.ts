import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import {
  connect,
  createServer,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from 'node:http2';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import { createReceiver, urlToken, type ReceiverOptions } from '../../src/index.ts';
import { deferred } from './set-up.ts';
import { forbidden, path, token, xmlBody } from './http-case.ts';
import { Witness } from './witness.ts';

let cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const action of cleanUp) action();
  cleanUp = [];
});

async function open(
  options: Partial<ReceiverOptions> = {},
): Promise<{ session: ClientHttp2Session; witness: Witness; port: number }> {
  const witness = new Witness();
  const { logger, hooks } = witness;
  const receiver = createReceiver({ auth: urlToken(token), logger, hooks, ...options }).on(
    'VoiceSeparate',
    witness.take,
  );
  const server = createServer((request, response) => void receiver.node(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const session = connect(`http://127.0.0.1:${port}`);
  cleanUp.push(
    () => session.destroy(),
    () => server.close(),
  );
  return { session, witness, port };
}

const post = { ':method': 'POST', ':path': `${path}?token=${token}` };
const wrong = { ...post, ':path': `${path}?token=sesame-wrong` };
const body = Buffer.from(xmlBody());

async function answerOf(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders & { readonly body: string }> {
  const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders];
  return { ...headers, body: await text(stream) };
}

function answer(status: number, code: string): object {
  const content = JSON.stringify({ code });
  return {
    ':status': status,
    'content-type': 'application/json',
    'content-length': String(content.length),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    body: content,
  };
}

/** What a client sends for a request without a body (RFC 9113, 3.4 and 4.1), with literal header fields (RFC 7541, 6.2.2). */
function requestInFrames(headers: Record<string, string>, credentials: readonly string[]): Buffer {
  const fields = [...Object.entries(headers), ...credentials.map((given) => ['authorization', `Bearer ${given}`])];
  const literals = fields.map(([name = '', value = '']) =>
    Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]),
  );
  const settings = frame({ type: 4, flags: 0, stream: 0 }, Buffer.alloc(0));
  const endOfStreamAndHeaders = 0x05;
  const request = frame({ type: 1, flags: endOfStreamAndHeaders, stream: 1 }, Buffer.concat(literals));
  return Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), settings, request]);
}

function frame(
  { type, flags, stream }: { readonly type: number; readonly flags: number; readonly stream: number },
  payload: Buffer,
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.set([type, flags], 3);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

describe('a receiver of HTTP/2', () => {
  it.each([
    ['a callback', post, body, 200, 'ok'],
    ['a compressed callback', { ...post, 'content-encoding': 'gzip' }, gzipSync(body), 200, 'ok'],
    ['a check of the URL', { ...post, ':method': 'GET' }, Buffer.alloc(0), 200, 'ok'],
    ['a wrong token', wrong, body, 401, 'auth.failed'],
    ['another method', { ...post, ':method': 'PUT' }, body, 405, 'request.method_not_allowed'],
    ['no body', post, Buffer.alloc(0), 400, 'body.empty'],
    ['no callback', post, Buffer.from('none'), 415, 'body.unsupported_type'],
    ['a body that is too large', post, Buffer.alloc(2_000_000), 413, 'body.too_large'],
    ['one that says so', { ...post, 'content-length': 2_000_000 }, Buffer.alloc(2_000_000), 413, 'body.too_large'],
  ])('answers %s, and the next request', async (_, headers, content, status, code) => {
    const { session, witness } = await open();
    const first = session.request(headers, { endStream: false });
    first.end(content);
    expect(await answerOf(first)).toMatchObject(answer(status, code));
    const second = session.request({ ...post, ':path': `${path}?token=${token}&again` });
    second.end(xmlBody({ id: 'v2' }));
    expect(await answerOf(second)).toMatchObject(answer(200, 'ok'));
    expect(witness.handled.at(-1)).toBe('v2');
    for (const pattern of forbidden) expect(witness.testimony).not.toMatch(pattern);
  });

  it.each([
    [token, 'sesame-wrong'],
    ['sesame-wrong', token],
  ])('refuses two credentials, %s and %s, since two programs may disagree about which one counts', async (...two) => {
    const answered = deferred<string>();
    const { witness, port } = await open({
      auth: urlToken(token, { in: 'header', name: 'authorization' }),
      hooks: { answered: ({ code }) => answered.resolve(code) },
    });
    // Node's own client sends no second one.
    const socket = connectSocket({ port, host: '127.0.0.1' });
    cleanUp.push(() => socket.destroy());
    socket.write(requestInFrames({ ...post, ':path': path, ':scheme': 'http', ':authority': 'localhost' }, two));
    expect(await answered.promise).toBe('auth.failed');
    expect(witness.handled).toEqual([]);
  });

  it('answers a slow sender without a header that HTTP/2 does not have', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warn);
    cleanUp.push(() => process.removeListener('warning', warn));
    const { session, witness } = await open({ limits: { readingTime: 50 } });
    const slow = session.request(post);
    slow.write(body.subarray(0, -10));
    const answered = await answerOf(slow);
    expect(answered).toMatchObject(answer(408, 'body.timeout'));
    expect(answered).not.toHaveProperty('connection');
    expect(warnings).toEqual([]);
    const next = session.request(post);
    next.end(body);
    expect(await answerOf(next)).toMatchObject(answer(200, 'ok'));
    expect(witness.handled).toEqual(['v1']);
  });

  it('ends a refused body that never comes, and that stream alone', async () => {
    const { session } = await open({ limits: { readingTime: 50 } });
    const stuck = session.request(wrong);
    stuck.on('error', () => undefined);
    stuck.write('<');
    expect(await answerOf(stuck)).toMatchObject(answer(401, 'auth.failed'));
    if (!stuck.closed) await once(stuck, 'close');
    const next = session.request(post);
    next.end(body);
    expect(await answerOf(next)).toMatchObject(answer(200, 'ok'));
  });

  it('calls no handler for a request that is cancelled', async () => {
    const { session, witness } = await open();
    const cancelled = session.request(post);
    cancelled.on('error', () => undefined);
    cancelled.write(body.subarray(0, -10));
    await witness.until(() => witness.events.includes('authenticated'));
    cancelled.close();
    await witness.until(() => witness.events.includes('answered'));
    const next = session.request(post);
    next.end(xmlBody({ id: 'v2' }));
    expect(await answerOf(next)).toMatchObject(answer(200, 'ok'));
    expect(witness.handled).toEqual(['v2']);
  });
});
