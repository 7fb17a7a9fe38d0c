import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import {
  connect,
  createServer,
  type ClientHttp2Session,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import { readCallback } from '../../src/node/index.ts';
import { bodies } from './bodies.ts';
import { firstRequest, outcome, reader } from './requests.ts';

const xml = bodies.XML;

let cleanUp: Array<() => void> = [];
afterEach(() => {
  for (const action of cleanUp) action();
  cleanUp = [];
});

async function open(
  listener: (request: Http2ServerRequest, response: Http2ServerResponse) => void,
): Promise<ClientHttp2Session> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  cleanUp.push(
    () => session.destroy(),
    () => server.close(),
  );
  return session;
}

async function ask(session: ClientHttp2Session, body: Uint8Array, headers = {}): Promise<unknown> {
  const stream = session.request({ ':method': 'POST', ':path': '/', ...headers });
  stream.setTimeout(5000, () => stream.close());
  stream.end(body);
  return JSON.parse(await text(stream)) as unknown;
}

describe('HTTP/2', () => {
  it.each([
    ['a plain body', xml, {}, 'TaskFinish'],
    ['a body of known length', xml, { 'content-length': xml.length }, 'TaskFinish'],
    ['a compressed body', gzipSync(xml), { 'content-encoding': 'gzip' }, 'TaskFinish'],
    ['no body', Buffer.alloc(0), {}, 'body.empty'],
  ])('reads %s', async (_, body, headers, expected) => {
    expect(await ask(await open(reader()), body, headers)).toBe(expected);
  });

  it('goes on after bodies that are too large', async () => {
    const session = await open(reader({ bytes: xml.length }));
    expect(await ask(session, Buffer.alloc(1_000_000))).toBe('body.too_large');
    expect(await ask(session, Buffer.alloc(1_000_000), { 'content-length': 1_000_000 })).toBe('body.too_large');
    expect(await ask(session, xml)).toBe('TaskFinish');
  });

  it.each([
    ['while it reads', 'the request'],
    ['while it reads', 'the session'],
    ['before it reads', 'the request'],
    ['before it reads', 'the session'],
  ])('notices %s that the sender drops %s', async (when, what) => {
    const { promise, listener } = firstRequest(async (request) => {
      if (when === 'before it reads') {
        await new Promise((resolve) => {
          request.on('close', resolve);
        });
      }
      return outcome(readCallback({ request }));
    });
    const session = await open(listener);
    const stream = session.request({ ':method': 'POST', ':path': '/' });
    stream.on('error', () => undefined);
    stream.write(xml.subarray(0, 1000));
    await setTimeout(30);
    (what === 'the request' ? stream : session).destroy();
    expect(await promise).toBe('body.aborted');
  });
});
