import { kindOf } from '../options/kind-of.ts';
import { isMapped, readAddress, type AddressBytes } from './ip-address.ts';

/** All addresses of one version whose first bits are the same. */
export interface AddressRange {
  readonly first: AddressBytes;
  /** How many bits count. */
  readonly prefix: number;
}

/**
 * Reads addresses and ranges in CIDR notation. A range of IPv4 addresses that is written as one of mapped addresses
 * (`::ffff:10.0.0.0/104`) is the range of IPv4 addresses.
 * @throws {TypeError} if there are none, or if one is not understood
 */
export function parseRanges(name: string, list: readonly string[]): readonly AddressRange[] {
  if (!Array.isArray(list)) throw new TypeError(`${name} must be a list, not ${kindOf(list)}.`);
  if (list.length === 0) throw new TypeError(`${name} must not be empty.`);
  return list.map((text: unknown) => {
    if (typeof text !== 'string') throw new TypeError(`${name} must be a list of texts, and has ${kindOf(text)}.`);
    return parseRange(name, text);
  });
}

export function isInRanges(address: AddressBytes, ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => isInRange(address, range));
}

function parseRange(name: string, text: string): AddressRange {
  const slash = text.indexOf('/');
  const address = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) throw new TypeError(`${name}: ${quoted(text)} is no IP address or range of them.`);
  const bits = address.length * 8;
  const prefix = slash < 0 ? bits : readPrefix(text.slice(slash + 1));
  if (prefix === undefined || prefix > bits) {
    throw new TypeError(`${name}: the length of the prefix of ${quoted(text)} must be a number from 0 to ${bits}.`);
  }
  if (address.some((byte, index) => (byte & ~maskOf(index, prefix)) !== 0)) {
    throw new TypeError(
      `${name}: ${quoted(text)} has bits of a host behind its prefix: write the first address of the range, or the address alone.`,
    );
  }
  // A mapped address whose prefix is shorter than 96 has bits behind it, so there is none here.
  return isMapped(address) ? { first: address.slice(12), prefix: prefix - 96 } : { first: address, prefix };
}

function readPrefix(text: string): number | undefined {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : undefined;
}

function isInRange(address: AddressBytes, { first, prefix }: AddressRange): boolean {
  if (address.length !== first.length) return false;
  return first.every((byte, index) => byte === ((address[index] ?? 0) & maskOf(index, prefix)));
}

/** The bits of one byte that are in a prefix. */
function maskOf(index: number, prefix: number): number {
  const bits = Math.min(Math.max(prefix - index * 8, 0), 8);
  return (0xff00 >> bits) & 0xff;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
