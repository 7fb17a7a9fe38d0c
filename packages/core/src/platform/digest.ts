import { nodeModule } from './node-module.ts';
import type { Soon } from './soon.ts';

// Digests are there at once where Node's crypto is, later where only Web Crypto is.

/** SHA-256 of a text in UTF-8, 32 bytes. */
export function sha256(text: string): Soon<Uint8Array> {
  const node = nodeModule('crypto');
  // The shorter way takes half the time; it came with Node 20.12.
  if (node !== undefined) return node.hash('sha256', text, 'buffer');
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).then((digest) => new Uint8Array(digest));
}

/** HMAC-SHA-256 of a text in UTF-8 (RFC 2104), 32 bytes. */
export function hmacSha256(secret: string, text: string): Soon<Uint8Array> {
  const node = nodeModule('crypto');
  return node === undefined ? webHmac(secret, text) : node.createHmac('sha256', secret).update(text).digest();
}

async function webHmac(secret: string, text: string): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

/** Compares digests in a time that does not depend on where they differ. */
export function equalDigests(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < one.length; index++) difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  return difference === 0;
}
