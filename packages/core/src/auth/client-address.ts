import type { AuthRequest } from './authenticator.ts';
import { parseAddress, type AddressBytes } from './ip-address.ts';
import { isInRanges, parseRanges, type AddressRange } from './ip-range.ts';

/** Gives the address that a request comes from, or undefined if it is not known. */
export type ClientAddress = (request: AuthRequest) => AddressBytes | undefined;

// Far more than the proxies between two machines can write.
const longestHeader = 4096;

/**
 * Chooses how the client's address is found.
 * @param name that of the option, for messages
 * @param trustProxy the number of proxies in front of the server, or the ranges of their addresses
 * @throws {TypeError} for anything else
 */
export function clientAddress(name: string, trustProxy: number | readonly string[] | undefined): ClientAddress {
  if (trustProxy === undefined) return peerAddress;
  if (typeof trustProxy === 'number') return behindHops(requireHops(name, trustProxy));
  if (typeof trustProxy === 'boolean') {
    throw new TypeError(
      `${name} must not be a boolean: senders write X-Forwarded-For themselves, so a server that trusts all of it lets ` +
        'everybody choose an address. Give the number of your proxies, or their addresses.',
    );
  }
  return behindProxies(parseRanges(name, trustProxy));
}

function requireHops(name: string, hops: number): number {
  if (Number.isSafeInteger(hops) && hops >= 0) return hops;
  throw new TypeError(`${name} must be a whole number of proxies, not ${hops}.`);
}

function peerAddress({ remoteAddress }: AuthRequest): AddressBytes | undefined {
  return remoteAddress === undefined ? undefined : parseAddress(remoteAddress);
}

/** Each proxy adds the address that it was called from, so the last so many are true, and the first of those is the client's. */
function behindHops(hops: number): ClientAddress {
  return (request) => {
    let address = peerAddress(request);
    const forwarded = forwardedFor(request);
    for (let hop = 0; hop < hops && address !== undefined; hop++) address = parseForwarded(forwarded.pop());
    return address;
  };
}

/** What a trusted proxy says is true: up to the first address that is none of theirs. */
function behindProxies(proxies: readonly AddressRange[]): ClientAddress {
  return (request) => {
    let address = peerAddress(request);
    const forwarded = forwardedFor(request);
    while (address !== undefined && forwarded.length > 0 && isInRanges(address, proxies)) {
      address = parseForwarded(forwarded.pop());
    }
    return address;
  };
}

/** The entries of X-Forwarded-For; what is too long is an entry that is no address. */
function forwardedFor(request: AuthRequest): string[] {
  const header = request.header('x-forwarded-for');
  if (header === undefined) return [];
  return header.length > longestHeader ? [''] : header.split(',');
}

/** An entry, which may have a port: `203.0.113.9:4711`, `[2001:db8::9]:4711`. */
function parseForwarded(entry: string | undefined): AddressBytes | undefined {
  const text = entry?.trim() ?? '';
  const [, bracketed] = /^\[([\da-f:.]+)\](?::\d{1,5})?$/i.exec(text) ?? [];
  if (bracketed !== undefined) return bracketed.includes(':') ? parseAddress(bracketed) : undefined;
  return parseAddress(text.replace(/^([\d.]+):\d{1,5}$/, '$1'));
}
