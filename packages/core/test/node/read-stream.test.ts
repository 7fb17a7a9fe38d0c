import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import { parseCallback } from '../../src/index.ts';
import { readCallback, type CallbackRequest } from '../../src/node/index.ts';
import { bodies, parsed } from './bodies.ts';
import { send, serve, type Service } from './exchange.ts';
import { madeRequest, outcome, reader } from './requests.ts';
import { compressed, compressions, split, transmissions, whole } from './transmissions.ts';

const xml = bodies.XML;

let service: Service | undefined;
afterEach(() => service?.close());

async function ask(listener: Parameters<typeof serve>[0], message: Parameters<typeof send>[1]): Promise<unknown> {
  service = await serve(listener);
  return (await send(service.port, message)).body;
}

describe('a body in the stream', () => {
  it.each(Object.entries({ ...transmissions, ...compressions }))('is read, sent %s', async (_, transmit) => {
    expect(await ask(reader(), transmit(xml))).toBe('TaskFinish');
  });

  it('is read in pieces that cut characters apart', async () => {
    const body = Buffer.from('{"EventName":"TaskFinish","JobsDetail":{"JobId":"j","UserData":"人声𝄞"}}');
    const callback = await readCallback({ request: madeRequest(split(body, 1)) }, { validation: 'off' });
    expect(callback).toEqual(parseCallback(body, { validation: 'off' }));
  });

  it('is read in pieces that are bytes of another realm', async () => {
    const foreign = runInNewContext('(codes) => Uint8Array.from(codes)') as (codes: Uint8Array) => Uint8Array;
    const body = Buffer.from('<Response><EventName>Caf\u00e9</EventName></Response>', 'latin1');
    const headers = { 'content-type': 'application/xml; charset=iso-8859-1' };
    const request = Object.assign(Readable.from(split(body, 9).map(foreign)), { headers });
    expect((await readCallback({ request })).EventName).toBe('Caf\u00e9');
  });

  it('is decoded by the charset of its Content-Type', async () => {
    const body = Buffer.from('<Response><EventName>Caf\u00e9</EventName></Response>', 'latin1');
    const request = madeRequest([body], { 'content-type': 'application/xml; charset=iso-8859-1' });
    expect((await readCallback({ request })).EventName).toBe('Caf\u00e9');
  });

  it('is decoded by the contentType option in place of the header', async () => {
    const body = Buffer.from('<Response><EventName>Caf\u00e9</EventName></Response>', 'latin1');
    const request = madeRequest([body], { 'content-type': 'application/xml; charset=utf-8' });
    const callback = await readCallback({ request }, { contentType: 'application/xml; charset=iso-8859-1' });
    expect(callback.EventName).toBe('Caf\u00e9');
  });

  it.each([
    ['nothing, with Content-Length', { headers: { 'content-length': '0' } }],
    ['nothing, chunked', { headers: { 'transfer-encoding': 'chunked' } }],
    ['a GET', { method: 'GET' }],
    ['a compressed nothing', compressed('gzip', gzipSync(''))],
    ['nothing that claims to be compressed', compressed('gzip', Buffer.alloc(0))],
  ])('is empty: %s', async (_, message) => {
    expect(await ask(reader(), message)).toBe('body.empty');
  });
});

describe('a stream that someone has touched', () => {
  it.each(['utf8', 'latin1', 'hex', 'base64', 'base64url', 'utf16le'] as const)(
    'is read after setEncoding(%j)',
    async (encoding) => {
      const listener = reader({}, (request) => {
        (request as IncomingMessage).setEncoding(encoding);
        return {};
      });
      expect(await ask(listener, transmissions.chunked(xml))).toBe('TaskFinish');
    },
  );

  it('is read compressed after setEncoding, where the encoding keeps bytes', async () => {
    const request = madeRequest(split(gzipSync(xml), 100), { 'content-encoding': 'gzip' });
    request.setEncoding('base64');
    expect(await readCallback({ request })).toEqual(parsed);
  });

  it.each([
    ['compressed', gzipSync(xml), { 'content-encoding': 'gzip' }],
    ['not of that encoding', Buffer.from('<R>\u00e9</R>', 'latin1'), { 'content-length': '8' }],
  ])('is lost after setEncoding where the body is %s', async (_, body, headers: CallbackRequest['headers']) => {
    const request = madeRequest([body], headers);
    request.setEncoding('utf8');
    expect(await outcome(readCallback({ request }))).toBe('body.consumed');
  });

  it('is read when it was paused with data in its buffer', async () => {
    const listener = reader({}, async (request) => {
      (request as IncomingMessage).pause();
      await setTimeout(30);
      return {};
    });
    expect(await ask(listener, transmissions.plain(xml))).toBe('TaskFinish');
  });

  it('is read when it has been received in full and left alone', async () => {
    const listener = reader({}, async () => {
      await setTimeout(30);
      return {};
    });
    expect(await ask(listener, transmissions.plain(xml))).toBe('TaskFinish');
  });

  it('is read beside a listener for data, which gets it all as well', async () => {
    let seen = 0;
    const listener = reader({}, (request) => {
      request.on('data', (chunk: Uint8Array) => {
        seen += chunk.length;
      });
      return {};
    });
    expect(await ask(listener, transmissions.chunked(xml))).toBe('TaskFinish');
    expect(seen).toBe(xml.length);
  });

  it('is read beside a pipe', async () => {
    const copy = new PassThrough({ highWaterMark: 1 });
    const listener = reader({}, (request) => {
      (request as IncomingMessage).pipe(copy);
      return {};
    });
    expect(await ask(listener, transmissions.chunked(xml))).toBe('TaskFinish');
  });

  it('is read behind a listener for readable that reads nothing', async () => {
    const listener = reader({}, async (request) => {
      request.on('readable', () => undefined);
      await setTimeout(30);
      return {};
    });
    expect(await ask(listener, transmissions.plain(xml))).toBe('TaskFinish');
  });
});

describe('the limit', () => {
  const limits = { bytes: xml.length };

  it('takes as many bytes', async () => {
    expect(await ask(reader(limits), transmissions.chunked(xml))).toBe('TaskFinish');
  });

  it.each([
    ['one byte more', whole(Buffer.concat([xml, Buffer.from('\n')]))],
    ['one byte more, chunked', transmissions.chunked(Buffer.concat([xml, Buffer.from('\n')]))],
    ['ten million zeros in gzip', compressed('gzip', gzipSync(Buffer.alloc(10_000_000)))],
    ['gzip that is too large itself', compressed('gzip', gzipSync(Buffer.alloc(10_000), { level: 0 }))],
  ])('refuses %s', async (_, message) => {
    expect(await ask(reader(limits), message)).toBe('body.too_large');
  });

  it('is one mebibyte by default', async () => {
    const body = Buffer.concat([xml, Buffer.alloc(1_048_576 - xml.length, ' ')]);
    expect(await ask(reader(), whole(body))).toBe('TaskFinish');
    await service?.close();
    expect(await ask(reader(), whole(Buffer.concat([body, Buffer.from(' ')])))).toBe('body.too_large');
  });

  it('refuses by Content-Length without reading', async () => {
    const request = madeRequest([xml], { 'content-length': String(xml.length) });
    const reading = outcome(readCallback({ request }, { limits: { bytes: 10 } }));
    expect(request.readableDidRead).toBe(false);
    expect(await reading).toBe('body.too_large');
  });

  it('stops reading an endless stream', async () => {
    let made = 0;
    const endless = function* (): Generator<Buffer> {
      while (made < 1e6) yield Buffer.alloc(1000, ++made);
    };
    const request = madeRequest(endless());
    const reading = outcome(readCallback({ request }, { limits: { bytes: 10_000 } }));
    expect(await reading).toBe('body.too_large');
    expect(made).toBeLessThan(100);
    request.destroy();
  });
});

describe('a stream that does not keep its word', () => {
  it.each([
    ['less', xml.length + 1],
    ['more', xml.length - 1],
  ])('gives %s than Content-Length says', async (_, length) => {
    const request = madeRequest([xml], { 'content-length': String(length) });
    expect(await outcome(readCallback({ request }))).toBe('body.length_mismatch');
  });

  it.each(['', '-1', '1e3', 'many'])('has the Content-Length %j, which says nothing', async (length) => {
    expect(await readCallback({ request: madeRequest([xml], { 'content-length': length }) })).toEqual(parsed);
  });

  it('is told apart by Transfer-Encoding, which rules out Content-Length', async () => {
    const headers = { 'content-length': '3', 'transfer-encoding': 'chunked' };
    expect(await readCallback({ request: madeRequest([xml], headers) })).toEqual(parsed);
  });

  it('fails, and the reason is kept', async () => {
    const cause = new Error('disk full');
    const request = Object.assign(new Readable({ read: () => request.destroy(cause) }), { headers: {} });
    await expect(readCallback({ request })).rejects.toMatchObject({ code: 'body.aborted', cause });
  });

  it('is destroyed without a word', async () => {
    const request = Object.assign(new PassThrough(), { headers: {} });
    request.write(xml);
    const reading = outcome(readCallback({ request }));
    request.destroy();
    expect(await reading).toBe('body.aborted');
  });

  it('is not compressed as it says', async () => {
    expect(await outcome(readCallback({ request: madeRequest([xml], { 'content-encoding': 'gzip' }) }))).toBe(
      'body.invalid_compression',
    );
  });

  it('has an unknown coding', async () => {
    const request = madeRequest([xml], { 'content-encoding': 'compress' });
    expect(await outcome(readCallback({ request }))).toBe('body.unsupported_encoding');
  });
});

describe('listeners', () => {
  const count = (request: Readable): number =>
    request.eventNames().reduce((sum, name) => sum + request.listenerCount(name), 0);

  it.each([
    ['success', {}, 'TaskFinish'],
    ['a wrong length', { 'content-length': '7' }, 'body.length_mismatch'],
    ['too many bytes', { 'x-limit': '100' }, 'body.too_large'],
    ['an unknown coding', { 'content-encoding': 'compress' }, 'body.unsupported_encoding'],
  ])('are gone after %s', async (_, headers: CallbackRequest['headers'], expected) => {
    const request = madeRequest(split(xml, 500), headers);
    const before = count(request);
    const bytes = Number(headers['x-limit'] ?? 10_000);
    expect(await outcome(readCallback({ request }, { limits: { bytes } }))).toBe(expected);
    expect(count(request)).toBe(before);
  });
});
