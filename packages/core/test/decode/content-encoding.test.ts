import { Buffer } from 'node:buffer';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { decodeContent, readContentEncodings } from '../../src/decode/content-encoding.ts';
import { nodeModule } from '../../src/platform/node-module.ts';

vi.mock('../../src/platform/node-module.ts', { spy: true });

const limit = 100_000;
const content = Buffer.from('<Response>人声</Response>');

describe('readContentEncodings', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['identity', []],
    ['gzip', ['gzip']],
    [' X-GZip , identity,, BR ', ['gzip', 'br']],
  ])('reads %j', (header, codings) => {
    expect(readContentEncodings(header)).toEqual(codings);
  });

  it.each(['zstd', 'compress', 'gzip, lzma', '__proto__', 'gzip,gzip,gzip,gzip,gzip'])('refuses %j', (header) => {
    expect(() => readContentEncodings(header)).toThrow(expect.objectContaining({ code: 'body.unsupported_encoding' }));
  });

  it('does not put a long header into the message', () => {
    expect(() => readContentEncodings('x'.repeat(10_000))).toThrow(/^.{0,100}$/);
  });
});

describe('decodeContent', () => {
  it.each([
    ['no coding', content, []],
    ['gzip', gzipSync(content), ['gzip']],
    [
      'gzip of several members',
      Buffer.concat([gzipSync(content.subarray(0, 12)), gzipSync(content.subarray(12))]),
      ['gzip'],
    ],
    ['x-gzip', gzipSync(content), ['x-gzip']],
    ['deflate with its header', deflateSync(content), ['deflate']],
    ['deflate with the header of no compression', deflateSync(content, { level: 0 }), ['deflate']],
    ['deflate with a small window', deflateSync(content, { windowBits: 9 }), ['deflate']],
    ['raw deflate', deflateRawSync(content), ['deflate']],
    ['raw deflate without compression', deflateRawSync(content, { level: 0 }), ['deflate']],
    ['br', brotliCompressSync(content), ['br']],
    ['gzip, then br', brotliCompressSync(gzipSync(content)), ['gzip', 'br']],
  ])('decodes %s', async (_, bytes, codings) => {
    expect(Buffer.from(await decodeContent(bytes, readContentEncodings(codings.join()), limit))).toEqual(content);
  });

  it.each([
    ['what is no gzip', content, ['gzip']],
    ['gzip cut short', gzipSync(content).subarray(0, -9), ['gzip']],
    ['gzip with a wrong checksum', corrupt(gzipSync(content), -6), ['gzip']],
    ['deflate cut short', deflateSync(content).subarray(0, -5), ['deflate']],
    ['br cut short', brotliCompressSync(content).subarray(0, -3), ['br']],
    ['codings in the wrong order', brotliCompressSync(gzipSync(content)), ['br', 'gzip']],
  ])('refuses %s', async (_, bytes, codings) => {
    await expect(decodeContent(bytes, readContentEncodings(codings.join()), limit)).rejects.toMatchObject({
      code: 'body.invalid_compression',
    });
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(10_000_000)), ['gzip']],
    ['deflate', deflateSync(Buffer.alloc(10_000_000)), ['deflate']],
    ['br', brotliCompressSync(Buffer.alloc(10_000_000)), ['br']],
    ['gzip twice', gzipSync(gzipSync(Buffer.alloc(10_000_000))), ['gzip', 'gzip']],
  ])('stops at the limit: ten million zeros in %s', async (_, bytes, codings) => {
    const before = process.memoryUsage().arrayBuffers;
    await expect(decodeContent(bytes, readContentEncodings(codings.join()), limit)).rejects.toMatchObject({
      code: 'body.too_large',
      status: 413,
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2_000_000);
  });

  it('takes as many bytes as the limit, and not one more', async () => {
    const bytes = gzipSync(Buffer.alloc(limit));
    expect(await decodeContent(bytes, ['gzip'], limit)).toHaveLength(limit);
    await expect(decodeContent(bytes, ['gzip'], limit - 1)).rejects.toMatchObject({ code: 'body.too_large' });
  });
});

function corrupt(bytes: Buffer, index: number): Buffer {
  const at = bytes.length + index;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  return bytes;
}

describe('decodeContent without the modules of Node', () => {
  beforeEach(() => {
    vi.mocked(nodeModule).mockReturnValue(undefined);
  });
  afterEach(() => {
    vi.resetAllMocks();
  });

  it.each([
    ['gzip', gzipSync(content), ['gzip']],
    ['deflate with its header', deflateSync(content), ['deflate']],
    ['raw deflate', deflateRawSync(content), ['deflate']],
    ['gzip twice', gzipSync(gzipSync(content)), ['gzip', 'gzip']],
  ])('decodes %s', async (_, bytes, codings) => {
    expect(Buffer.from(await decodeContent(bytes, readContentEncodings(codings.join()), limit))).toEqual(content);
  });

  it.each([
    ['what is no gzip', content, ['gzip'], 'body.invalid_compression'],
    ['gzip cut short', gzipSync(content).subarray(0, -9), ['gzip'], 'body.invalid_compression'],
    ['gzip with a wrong checksum', corrupt(gzipSync(content), -6), ['gzip'], 'body.invalid_compression'],
    ['br, which the Web does not have', brotliCompressSync(content), ['br'], 'body.unsupported_encoding'],
    ['ten million zeros', gzipSync(Buffer.alloc(10_000_000)), ['gzip'], 'body.too_large'],
  ])('refuses %s', async (_, bytes, codings, code) => {
    await expect(decodeContent(bytes, readContentEncodings(codings.join()), limit)).rejects.toMatchObject({ code });
  });
});
