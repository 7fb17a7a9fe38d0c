/** The bytes of an IP address: 4 of IPv4, 16 of IPv6. */
export type AddressBytes = readonly number[];

// `0000:0000:0000:0000:0000:ffff:255.255.255.255`
const longest = 45;

/**
 * Reads an IPv4 address in four decimal numbers without leading zeros, or an IPv6 address in any form of RFC 4291. Gives undefined
 * for all else, also for an address with a zone. An IPv4 address that is mapped into IPv6 is the IPv4 address.
 */
export function parseAddress(text: string): AddressBytes | undefined {
  const bytes = readAddress(text);
  return bytes !== undefined && isMapped(bytes) ? bytes.slice(12) : bytes;
}

/** The same, with a mapped address as it is written. */
export function readAddress(text: string): AddressBytes | undefined {
  if (text.length > longest) return undefined;
  return text.includes(':') ? readIPv6(text) : readIPv4(text);
}

/** Whether an address is one of `::ffff:0:0/96`. */
export function isMapped(bytes: AddressBytes): boolean {
  return bytes.length === 16 && bytes.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 0xff));
}

function readIPv4(text: string): AddressBytes | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function readIPv6(text: string): AddressBytes | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  if (tail === undefined) {
    const bytes = readGroups(head, true);
    return bytes?.length === 16 ? bytes : undefined;
  }
  const before = readGroups(head, false);
  const after = readGroups(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const left = 16 - before.length - after.length;
  // The two colons stand for a group at least.
  return left < 2 ? undefined : [...before, ...Array.from({ length: left }, () => 0), ...after];
}

/** Groups between colons; the last one of an address may be an IPv4 address. */
function readGroups(text: string, last: boolean): AddressBytes | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const read = last && index === groups.length - 1 && group.includes('.') ? readIPv4(group) : readGroup(group);
    if (read === undefined) return undefined;
    bytes.push(...read);
  }
  return bytes;
}

function readGroup(group: string): AddressBytes | undefined {
  if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
