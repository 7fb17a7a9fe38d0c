import { AuthenticationError } from '../errors/index.ts';
import { requireOptions } from '../options/require-options.ts';
import type { Authenticator } from './authenticator.ts';
import { clientAddress } from './client-address.ts';
import { isInRanges, parseRanges } from './ip-range.ts';

/** The options of {@link ipAllow}. */
export interface IpAllowOptions {
  /**
   * Which entries of X-Forwarded-For are true; by default none, and the address is that of the connection.
   * - a number: that many proxies stand in front of the server, and each adds an entry. The client is the so-many-th from the right;
   *   a request with fewer is refused.
   * - addresses and ranges: those of your proxies. Entries are true from the right up to the first that is none of them, which is
   *   the client.
   */
  readonly trustProxy?: number | readonly string[] | undefined;
}

/**
 * Lets in requests from some addresses: single ones, and ranges in CIDR notation, of IPv4 and IPv6. A request whose address is not
 * known is refused. An IPv4 address that is mapped into IPv6, as servers for both see it, is the IPv4 address; so `::/0` has all
 * IPv6 addresses and no IPv4 address.
 *
 * The vendor publishes no addresses that callbacks come from: this is for proxies and networks of your own, beside a token.
 *
 * @example
 * ```ts
 * const fromOurNetwork = ipAllow(['203.0.113.0/24', '2001:db8::/32'], { trustProxy: 1 });
 * ```
 *
 * @throws {TypeError} if there are no addresses, one is not understood, or a range has bits of a host behind its prefix
 */
export function ipAllow(cidrs: readonly string[], options: IpAllowOptions = {}): Authenticator {
  const asker = 'ipAllow';
  requireOptions(asker, options, { trustProxy: true });
  const allowed = parseRanges(`${asker}: the list of addresses`, cidrs);
  const clientOf = clientAddress(`${asker}: trustProxy`, options.trustProxy);
  return (request) => {
    const client = clientOf(request);
    if (client === undefined)
      return new AuthenticationError('auth.forbidden', 'The address of the sender is not known.');
    if (isInRanges(client, allowed)) return true;
    return new AuthenticationError('auth.forbidden', 'The address of the sender is not allowed.');
  };
}
