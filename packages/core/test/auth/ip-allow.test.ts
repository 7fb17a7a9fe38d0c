import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipAllow, type IpAllowOptions } from '../../src/auth/index.ts';
import { parseAddress } from '../../src/auth/ip-address.ts';
import { outcomeOf, request } from './requests.ts';

describe('an address', () => {
  it.each([
    ['0.0.0.0', [0, 0, 0, 0]],
    ['255.255.255.255', [255, 255, 255, 255]],
    ['10.20.30.40', [10, 20, 30, 40]],
    ['::', Array.from({ length: 16 }, () => 0)],
    ['::1', [...Array.from({ length: 15 }, () => 0), 1]],
    ['1::', [0, 1, ...Array.from({ length: 14 }, () => 0)]],
    ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ['1:2:3:4:5:6:7::', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0]],
    ['::2:3:4:5:6:7:8', [0, 0, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ['2001:DB8::aBcD:10', [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xab, 0xcd, 0, 0x10]],
    ['64:ff9b::192.0.2.1', [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 1]],
    ['1:2:3:4:5:6:1.2.3.4', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1, 2, 3, 4]],
    ['0000:0000:0000:0000:0000:0000:255.255.255.255', [...Array.from({ length: 12 }, () => 0), 255, 255, 255, 255]],
    ['::ffff:192.0.2.1', [192, 0, 2, 1]],
    ['::FFFF:c000:201', [192, 0, 2, 1]],
    ['0:0:0:0:0:ffff:c000:0201', [192, 0, 2, 1]],
    ['0000:0000:0000:0000:0000:ffff:192.100.100.255', [192, 100, 100, 255]],
    ['::fffe:c000:201', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe, 192, 0, 2, 1]],
    ['::1:ffff:c000:201', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 192, 0, 2, 1]],
    ['::192.0.2.1', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 1]],
  ])('%s is read', (text, bytes) => {
    expect(parseAddress(text)).toEqual(bytes);
  });

  it.each([
    [
      '',
      ' ',
      '1',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.',
      '.1.2.3',
      '1..2.3',
      '256.0.0.1',
      '1.2.3.999',
      '01.2.3.4',
      '1.2.3.00',
    ],
    ['0x1.2.3.4', '1.2.3.4 ', ' 1.2.3.4', '1.2.3.-4', '+1.2.3.4', '1.2.3.4/8', '1.2.3.1e1', '١.2.3.4', '1.2.3.4\n'],
    [
      ':',
      ':::',
      '1',
      '::1::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4::5:6:7:8',
      '::1:2:3:4:5:6:7:8',
    ],
    [
      '1:2:3:4:5:6:7:8::',
      ':1::',
      '1::2:',
      ':1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:',
      '12345::',
      'g::',
      '::-1',
      '::1 ',
      '[::1]',
    ],
    [
      'fe80::1%eth0',
      '::1%1',
      '::1/64',
      '1.2.3.4::',
      '::1.2.3.4:1',
      '::1.2.3',
      '::1.2.3.04',
      '::256.1.1.1',
      '1:2:3:4:5:6:7:1.2.3.4',
    ],
    ['1:2:3:4:5:1.2.3.4', '::1:2:3:4:5:6:1.2.3.4', 'localhost', 'unknown', '00000::', `${'0:'.repeat(30)}:1`],
  ])('%s and others are none', (...texts) => {
    expect(texts.filter((text) => parseAddress(text) !== undefined)).toEqual([]);
  });

  it('is what Node takes for one, but for zones', () => {
    const part = fc.constantFrom('0', '00', '1', '255', '256', 'ff', 'ffff', '12345', '1.2.3.4', '', 'g', '7');
    const text = fc.oneof(
      fc.array(part, { maxLength: 10 }).map((parts) => parts.join(':')),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom('0', '1', ':', '.', 'f'), maxLength: 24 }),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(parseAddress(given) !== undefined).toBe(isIP(given) !== 0);
      }),
      { numRuns: 3000 },
    );
  });
});

const allows = (cidrs: readonly string[], from: string | undefined, options?: IpAllowOptions): boolean =>
  ipAllow(cidrs, options)(request({ from })) === true;

describe('a range', () => {
  it.each([
    ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255', '::ffff:1.2.3.4'], ['::', '::1.2.3.4', '2001:db8::']],
    ['128.0.0.0/1', ['128.0.0.0', '255.255.255.255'], ['127.255.255.255', '0.0.0.0']],
    ['10.0.0.0/8', ['10.0.0.0', '10.255.255.255'], ['9.255.255.255', '11.0.0.0']],
    ['192.0.2.64/26', ['192.0.2.64', '192.0.2.127', '::ffff:c000:240'], ['192.0.2.63', '192.0.2.128', '192.0.3.64']],
    ['192.0.2.8/31', ['192.0.2.8', '192.0.2.9'], ['192.0.2.7', '192.0.2.10']],
    ['192.0.2.8/32', ['192.0.2.8'], ['192.0.2.7', '192.0.2.9']],
    ['192.0.2.8', ['192.0.2.8', '::ffff:192.0.2.8'], ['192.0.2.9', '::192.0.2.8', 'c000:208::']],
    ['::/0', ['::', '::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'], ['1.2.3.4', '::ffff:1.2.3.4']],
    ['2001:db8::/32', ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'], ['2001:db7:ffff::', '2001:db9::']],
    ['2001:db8::4/127', ['2001:db8::4', '2001:db8::5'], ['2001:db8::3', '2001:db8::6']],
    ['2001:db8::4/128', ['2001:db8::4'], ['2001:db8::5']],
    ['2001:db8::4', ['2001:db8::4', '2001:DB8:0::0:4'], ['2001:db8::5']],
    ['fe80::/10', ['fe80::', 'febf::1'], ['fec0::', 'fe7f::']],
    ['::ffff:0:0/96', ['0.0.0.0', '255.1.2.3', '::ffff:9.9.9.9'], ['::', '::fffe:0:0', '1::']],
    ['::ffff:10.0.0.0/104', ['10.1.2.3'], ['11.0.0.0']],
    ['::ffff:10.1.2.3/128', ['10.1.2.3'], ['10.1.2.4']],
    ['::ffff:10.1.2.3', ['10.1.2.3'], ['10.1.2.4']],
  ])('%s has its boundaries', (range, inside, outside) => {
    expect(inside.filter((address) => !allows([range], address))).toEqual([]);
    expect(outside.filter((address) => allows([range], address))).toEqual([]);
  });

  it.each([
    ['10.0.0.1/8', 'bits of a host'],
    ['10.0.0.0/6', 'bits of a host'],
    ['0.0.0.1/0', 'bits of a host'],
    ['192.0.2.1/31', 'bits of a host'],
    ['2001:db8::1/127', 'bits of a host'],
    ['::1/0', 'bits of a host'],
    ['::ffff:0:0/95', 'bits of a host'],
    ['::ffff:10.0.0.1/104', 'bits of a host'],
    ['10.0.0.0/33', 'from 0 to 32'],
    ['::/129', 'from 0 to 128'],
    ['::/999', 'from 0 to 128'],
    ['10.0.0.0/', 'from 0 to 32'],
    ['10.0.0.0/08', 'from 0 to 32'],
    ['10.0.0.0/+8', 'from 0 to 32'],
    ['10.0.0.0/8/8', 'from 0 to 32'],
    ['10.0.0.0/ 8', 'from 0 to 32'],
    ['10.0.0.0/8 ', 'from 0 to 32'],
    ['10.0.0.0/1e1', 'from 0 to 32'],
    ['10.0.0.0/255.0.0.0', 'from 0 to 32'],
    ['10.0.0/8', 'no IP address'],
    ['/8', 'no IP address'],
    ['', 'no IP address'],
    ['example.com', 'no IP address'],
  ])('%j is a mistake that is told', (range, told) => {
    expect(() => ipAllow(['10.0.0.0/8', range])).toThrow(TypeError);
    expect(() => ipAllow([range])).toThrow(told);
    expect(() => ipAllow(['10.0.0.0/8'], { trustProxy: [range] })).toThrow(told);
  });

  it('is needed', () => {
    expect(() => ipAllow([])).toThrow(TypeError);
    expect(() => ipAllow([])).toThrow('ipAllow: the list of addresses must not be empty');
    expect(() => ipAllow('10.0.0.0/8' as unknown as string[])).toThrow(
      'ipAllow: the list of addresses must be a list, not text.',
    );
    expect(() => ipAllow([7 as unknown as string])).toThrow('must be a list of texts, and has a number.');
    expect(() => ipAllow(['10.0.0.0/8'], { trustProxy: [] })).toThrow('ipAllow: trustProxy must not be empty');
    const misspelt: object = { trustProxies: 1 };
    expect(() => ipAllow(['10.0.0.0/8'], misspelt)).toThrow(
      'ipAllow: trustProxies: there is no such option; there is trustProxy.',
    );
    expect(() => ipAllow(['10.0.0.0/8'], { trustProxy: ['proxy'] })).toThrow('ipAllow: trustProxy: "proxy" is no IP');
  });

  it('is quoted in part alone when it is long', () => {
    const quoted = (range: string) => () => ipAllow([range]);
    expect(quoted('x'.repeat(99))).toThrow(`"${'x'.repeat(60)}" is no`);
  });

  it('has the addresses that arithmetic gives it', () => {
    const bits = (address: readonly number[]): bigint => address.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const bytes = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length });
    const text = (address: readonly number[]): string =>
      address.length === 4
        ? address.join('.')
        : Array.from({ length: 8 }, (_, i) =>
            (((address[2 * i] ?? 0) << 8) | (address[2 * i + 1] ?? 0)).toString(16),
          ).join(':');
    const pair = fc
      .constantFrom(4, 16)
      .chain((length) =>
        fc.tuple(
          bytes(length),
          bytes(length),
          fc.integer({ min: 0, max: length * 8 }),
          fc.integer({ min: 0, max: length * 8 }),
        ),
      );
    fc.assert(
      fc.property(pair, ([network, noise, prefix, same]) => {
        const size = BigInt(network.length * 8);
        const mask = (length: number): bigint => ((1n << BigInt(length)) - 1n) << (size - BigInt(length));
        const first = bits(network) & mask(prefix);
        // An address that shares some bits with the network, so that both outcomes are common.
        const address = (bits(network) & mask(same)) | (bits(noise) & ~mask(same) & mask(Number(size)));
        const asBytes = (value: bigint) =>
          network.map((_, i) => Number((value >> (size - 8n * BigInt(i + 1))) & 0xffn));
        const expected = (address & mask(prefix)) === first;
        expect(allows([`${text(asBytes(first))}/${prefix}`], text(asBytes(address)))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('is one of several', () => {
    const list = ['192.0.2.1', '10.0.0.0/8', '2001:db8::/32'];
    for (const from of ['192.0.2.1', '10.9.9.9', '2001:db8::7']) expect(allows(list, from)).toBe(true);
    expect(allows(list, '192.0.2.2')).toBe(false);
  });
});

describe('the client', () => {
  const proxies = ['10.0.0.0/8', 'fd00::/8'];
  const client = '203.0.113.9';

  it.each<[IpAllowOptions['trustProxy'], string | undefined, string | undefined, boolean]>([
    // Without proxies the header says nothing.
    [undefined, client, undefined, true],
    [undefined, client, '10.0.0.1', true],
    [undefined, '10.0.0.1', client, false],
    [undefined, undefined, client, false],
    [undefined, 'unix', client, false],
    [undefined, `::ffff:${client}`, undefined, true],
    [undefined, 'fe80::1%eth0', undefined, false],
    // So many proxies.
    [0, client, '1.1.1.1', true],
    [0, '10.0.0.1', client, false],
    [1, '10.0.0.1', client, true],
    [1, '10.0.0.1', `1.1.1.1, ${client}`, true],
    [1, '10.0.0.1', `garbage, ${client}`, true],
    [1, '10.0.0.1', `${client}, 1.1.1.1`, false],
    [1, client, undefined, false],
    [1, client, '', false],
    [1, client, '1.1.1.1', false],
    [1, undefined, client, false],
    [1, '10.0.0.1', `${client},`, false],
    [2, '10.0.0.1', `${client}, 10.0.0.2`, true],
    [2, '10.0.0.1', `9.9.9.9 ,${client}\t, 10.0.0.2`, true],
    [2, '10.0.0.1', client, false],
    [2, '10.0.0.1', `${client}, garbage`, false],
    [2, '10.0.0.1', `10.0.0.2, ${client}`, false],
    // These proxies.
    [proxies, client, undefined, true],
    [proxies, client, '1.1.1.1', true],
    [proxies, client, 'garbage', true],
    [proxies, '1.1.1.1', client, false],
    [proxies, '10.0.0.1', client, true],
    [proxies, '10.0.0.1', `1.1.1.1, ${client}`, true],
    [proxies, '10.0.0.1', `garbage, ${client}`, true],
    [proxies, '10.0.0.1', `${client}, 10.2.2.2, fd00::7`, true],
    [proxies, 'fd00::1', `${client}, 10.2.2.2`, true],
    [proxies, '10.0.0.1', `${client}, 1.1.1.1, 10.2.2.2`, false],
    [proxies, '10.0.0.1', `${client}, garbage`, false],
    [proxies, '10.0.0.1', `${client}, garbage, 10.2.2.2`, false],
    [proxies, '10.0.0.1', '', false],
    [proxies, '10.0.0.1', undefined, false],
    [proxies, undefined, client, false],
    // Ports and brackets.
    [1, '10.0.0.1', `${client}:4711`, true],
    [1, '10.0.0.1', `${client}:123456`, false],
    [1, '10.0.0.1', `${client}:`, false],
    [1, '10.0.0.1', `${client}:x`, false],
    [1, '10.0.0.1', '2001:db8::9', true],
    [1, '10.0.0.1', '2001:db8::9:25', false],
    [1, '10.0.0.1', '[2001:db8::9]', true],
    [1, '10.0.0.1', '[2001:DB8::9]:443', true],
    [1, '10.0.0.1', `[::ffff:${client}]:1`, true],
    [1, '10.0.0.1', `[${client}]`, false],
    [1, '10.0.0.1', '[2001:db8::9', false],
    [1, '10.0.0.1', '[2001:db8::9]:123456', false],
    [1, '10.0.0.1', '[2001:db8::9]:443x', false],
    [1, '10.0.0.1', '203.0.113.:99', false],
    [1, '10.0.0.1', '203.0.113:9', false],
    [1, '10.0.0.1', '203.0.113.:123459', false],
    [1, '10.0.0.1', '2001:db8::9]', false],
    [1, '10.0.0.1', '[2001:db8::9]443', false],
    [1, '10.0.0.1', '[2001:db8::9]:', false],
    [1, '10.0.0.1', 'x[2001:db8::9]:443', false],
    [1, '10.0.0.1', `"${client}"`, false],
    // Long headers.
    [1, '10.0.0.1', `${'1.1.1.1,'.repeat(510)}${client}`, true],
    [1, '10.0.0.1', `${'1.1.1.1,'.repeat(511)}${' '.repeat(8)}${client}`, false],
    [proxies, '10.0.0.1', `${'1.1.1.1,'.repeat(511)}${' '.repeat(8)}${client}`, false],
  ])('with trustProxy %j, peer %s and header %j: %s', (trustProxy, from, forwarded, expected) => {
    const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const result = ipAllow([client, '2001:db8::9'], { trustProxy })(request({ from, headers }));
    expect(outcomeOf(result)).toBe(expected ? 'in' : 'auth.forbidden');
  });

  it('may have a header of 4,096 characters and no more', () => {
    const headerOf = (length: number) => ({ 'x-forwarded-for': client.padStart(length, ' ') });
    const authenticate = ipAllow([client], { trustProxy: 1 });
    expect(authenticate(request({ from: '10.0.0.1', headers: headerOf(4096) }))).toBe(true);
    expect(outcomeOf(authenticate(request({ from: '10.0.0.1', headers: headerOf(4097) })))).toBe('auth.forbidden');
  });

  it('is not the proxy that hands on a longer one', () => {
    const headers = { 'x-forwarded-for': client.padStart(4097, ' ') };
    const result = ipAllow(['10.0.0.1'], { trustProxy: proxies })(request({ from: '10.0.0.1', headers }));
    expect(outcomeOf(result)).toBe('auth.forbidden');
  });

  it('is the last proxy if all are proxies', () => {
    const given = request({ from: '10.0.0.1', headers: { 'x-forwarded-for': '10.3.3.3, 10.2.2.2' } });
    expect(ipAllow(['10.3.3.3'], { trustProxy: proxies })(given)).toBe(true);
    expect(ipAllow(['10.0.0.1'], { trustProxy: proxies })(request({ from: '10.0.0.1' }))).toBe(true);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true, false, '10.0.0.0/8', null])(
    'can not be found with trustProxy: %s',
    (trustProxy) => {
      expect(() => ipAllow([client], { trustProxy: trustProxy as number })).toThrow(TypeError);
    },
  );

  it('trusting everybody is a mistake that is explained', () => {
    expect(() => ipAllow([client], { trustProxy: true as unknown as number })).toThrow(
      /^ipAllow: trustProxy must not be a boolean: .*choose an address/,
    );
    expect(() => ipAllow([client], { trustProxy: 1.5 })).toThrow('a whole number of proxies, not 1.5');
  });
});

it('a mistake in the list tells that it is there', () => {
  expect(() => ipAllow([])).toThrow('ipAllow: the list of addresses must not be empty');
});

it('a refusal is 403 and asks for nothing', () => {
  expect(ipAllow(['10.0.0.0/8'])(request({ from: '11.0.0.1' }))).toMatchObject({ status: 403, challenge: undefined });
});
