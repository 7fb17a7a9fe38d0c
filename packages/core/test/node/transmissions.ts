import { Buffer } from 'node:buffer';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import type { Message } from './exchange.ts';

/** A way to send a body. */
export type Transmission = (body: Uint8Array) => Required<Pick<Message, 'headers' | 'pieces'>>;

export const transmissions: Readonly<Record<'plain' | 'chunked' | 'gzip' | 'with BOM', Transmission>> = {
  plain: whole,
  chunked: (body) => ({ headers: { 'transfer-encoding': 'chunked' }, pieces: split(body, 701) }),
  gzip: (body) => compressed('gzip', gzipSync(body)),
  'with BOM': (body) => whole(Buffer.concat([Buffer.from('\uFEFF'), body])),
};

export const compressions: Readonly<Record<string, Transmission>> = {
  gzip: transmissions.gzip,
  'x-gzip': (body) => compressed('x-gzip', gzipSync(body)),
  GZIP: (body) => compressed('GZIP', gzipSync(body)),
  deflate: (body) => compressed('deflate', deflateSync(body)),
  br: (body) => compressed('br', brotliCompressSync(body)),
};

export function whole(body: Uint8Array): ReturnType<Transmission> {
  return { headers: { 'content-length': String(body.length) }, pieces: [body] };
}

export function compressed(coding: string, body: Uint8Array): ReturnType<Transmission> {
  const { headers, pieces } = whole(body);
  return { headers: { ...headers, 'content-encoding': coding }, pieces };
}

/** Cuts a body into pieces of `size` bytes. */
export function split(body: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
    body.subarray(index * size, (index + 1) * size),
  );
}
