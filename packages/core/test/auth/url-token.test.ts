import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inspect } from 'node:util';
import { urlToken, type UrlTokenOptions } from '../../src/auth/index.ts';
import * as digest from '../../src/platform/digest.ts';
import { nodeModule } from '../../src/platform/node-module.ts';
import { AuthenticationError } from '../../src/index.ts';
import { outcomeOf, request, type Given } from './requests.ts';

vi.mock('../../src/platform/digest.ts', { spy: true });
vi.mock('../../src/platform/node-module.ts', { spy: true });

const token = 'wq8+Zr/4Kd~t1_0=';
const other = 'another-token-of-ours';
const basic = (text: string): string => Buffer.from(text).toString('base64');

beforeEach(() => vi.clearAllMocks());
afterEach(() => {
  vi.restoreAllMocks();
  vi.resetAllMocks();
});

describe.each<[string, UrlTokenOptions | undefined, (text: string) => Given]>([
  ['in the query', undefined, (text) => ({ url: `/cb?token=${encodeURIComponent(text)}` })],
  ['in the query, as it is', { in: 'query' }, (text) => ({ url: `/cb?token=${text}` })],
  ['in a parameter with a name', { name: 'k y' }, (text) => ({ url: `/cb?a=1&k%20y=${text}` })],
  ['in the path', { in: 'path' }, (text) => ({ url: `/cb/${encodeURIComponent(text)}/?x=1` })],
  ['in a header', { in: 'header' }, (text) => ({ headers: { 'x-ci-callback-token': text } })],
  ['in a header with a name', { in: 'header', name: 'X-Secret' }, (text) => ({ headers: { 'x-secret': text } })],
  ['as bearer', { in: 'header', name: 'Authorization' }, (text) => ({ headers: { authorization: `Bearer ${text}` } })],
  [
    'as bEARER',
    { in: 'header', name: 'authorization' },
    (text) => ({ headers: { authorization: `bEARER   ${text}` } }),
  ],
  ['as password', { in: 'basic' }, (text) => ({ headers: { authorization: `Basic ${basic(`me:${text}`)}` } })],
  ['as password, of nobody', { in: 'basic' }, (text) => ({ headers: { authorization: `BASIC ${basic(`:${text}`)}` } })],
])('a token %s', (_place, options, given) => {
  const authenticate = urlToken([token, other], options);
  const hidden = options?.in === 'path';

  it('lets in, whichever of the tokens it is', () => {
    expect(authenticate(request(given(token)))).toBe(true);
    expect(authenticate(request(given(other)))).toBe(true);
  });

  it.each([
    ['shorter', token.slice(0, -1)],
    ['longer', `${token}=`],
    ['in another case', token.toUpperCase()],
    ['both', `${token}, ${other}`],
    ['the same twice', `${token}, ${token}`],
    ['its digest', 'f'.repeat(64)],
    ['endless', token.repeat(1000)],
    ['one character', 'x'],
  ])('is refused when it is %s', (_wrong, text) => {
    expect(outcomeOf(authenticate(request(given(text))))).toBe(hidden ? 'auth.not_found' : 'auth.failed');
  });

  it('is missed', () => {
    expect(outcomeOf(authenticate(request({ url: '/' })))).toBe(hidden ? 'auth.not_found' : 'auth.missing');
  });

  it('is compared with all that are right, also after one is', () => {
    for (const text of [token, other, 'neither-of-the-two']) {
      vi.mocked(digest.equalDigests).mockClear();
      void authenticate(request(given(text)));
      expect(digest.equalDigests).toHaveBeenCalledTimes(2);
    }
  });
});

it("a token is hashed once when the first request comes, and a request's token once", () => {
  const authenticate = urlToken([token, other]);
  expect(digest.sha256).not.toHaveBeenCalled();
  void authenticate(request({ url: `/?token=${token}` }));
  expect(digest.sha256).toHaveBeenCalledTimes(3);
  void authenticate(request({ url: '/?token=x' }));
  expect(digest.sha256).toHaveBeenCalledTimes(4);
});

it('a token of a length that none has is not hashed', () => {
  const longest = 'l'.repeat(1024);
  const authenticate = urlToken(longest);
  expect(authenticate(request({ url: `/?token=${longest}` }))).toBe(true);
  vi.mocked(digest.sha256).mockClear();
  expect(outcomeOf(authenticate(request({ url: `/?token=${longest}l` })))).toBe('auth.failed');
  expect(digest.sha256).not.toHaveBeenCalled();
});

it.each([
  ['', 'auth.missing'],
  ['Basic', 'auth.missing'],
  ['Bearer', 'auth.missing'],
  [`Bearer ${token}`, 'auth.missing'],
  [`Basically ${basic(`a:${token}`)}`, 'auth.missing'],
  [` Basic ${basic(`a:${token}`)}`, 'auth.missing'],
  ['Basic ', 'auth.failed'],
  [`Basic ${token}`, 'auth.failed'],
  [`Basic ${basic(token)}`, 'auth.failed'],
  [`Basic ${basic(`${token}:`)}`, 'auth.failed'],
  [`Basic ${basic(`${token}:a`)}`, 'auth.failed'],
  [`Basic ${basic(`a:${token}:b`)}`, 'auth.failed'],
  [`Basic ${basic(`a:${token}`)}, Basic ${basic(`a:${token}`)}`, 'auth.failed'],
  [`Basic ${basic('a:\u00ff')}`, 'auth.failed'],
  ['Basic /////w==', 'auth.failed'],
  [`Basic ${basic(`ü用户:${token}`)}`, 'in'],
  [`basic    ${basic(`a:${token}`)}`, 'in'],
])('Basic credentials %j: %s', (authorization, expected) => {
  expect(outcomeOf(urlToken(token, { in: 'basic' })(request({ headers: { authorization } })))).toBe(expected);
});

it('the password may have colons, and what is no text is none', () => {
  const authenticate = urlToken('with:colons:in:it:', { in: 'basic' });
  expect(authenticate(request({ headers: { authorization: `Basic ${basic('a:with:colons:in:it:')}` } }))).toBe(true);
  const bytes = Buffer.concat([Buffer.of(0xff), Buffer.from(`:${token}`)]).toString('base64');
  const given = request({ headers: { authorization: `Basic ${bytes}` } });
  expect(outcomeOf(urlToken(token, { in: 'basic' })(given))).toBe('auth.failed');
});

it.each<[UrlTokenOptions, string | undefined, number]>([
  [{}, 'Token', 401],
  [{ in: 'header' }, 'Token', 401],
  [{ in: 'header', name: 'Authorization' }, 'Bearer', 401],
  [{ in: 'basic' }, 'Basic realm="callback", charset="UTF-8"', 401],
  [{ in: 'path' }, undefined, 404],
])('with %j refusals ask for %s', (options, challenge, status) => {
  const wrong = { url: '/x?token=wrong', headers: { 'x-ci-callback-token': 'wrong', authorization: 'Bearer wrong' } };
  for (const given of [request(), request(wrong)]) {
    const result = urlToken(token, options)(given);
    expect(result).toBeInstanceOf(AuthenticationError);
    expect(result).toMatchObject({ challenge, status, retryAfter: undefined });
  }
});

it('what is missing and what is wrong in the path are told in the same words', () => {
  const authenticate = urlToken(token, { in: 'path' });
  const [missing, wrong] = [authenticate(request({ url: '/' })), authenticate(request({ url: '/wrong' }))];
  expect((missing as Error).message).toBe((wrong as Error).message);
});

it.each([
  ['no tokens', []],
  ['an empty one', ''],
  ['a short one', 'x'.repeat(15)],
  ['a short one beside a good one', [token, 'x'.repeat(15)]],
  ['a long one', 'x'.repeat(1025)],
  ['a space', 'sixteen chars or more'],
  ['a space at the end', `${token} `],
  ['a line end', `${token}\n`],
  ['a control character', `${token}\u007F`],
  ['other letters', `${token}é`],
])('with %s no authenticator is made', (_what, tokens) => {
  expect(() => urlToken(tokens)).toThrow(TypeError);
  for (const text of [tokens].flat().filter((one) => one !== '')) {
    expect(() => urlToken(tokens)).not.toThrow(text);
  }
});

it('what a token must be is told', () => {
  expect(() => urlToken([])).toThrow('urlToken needs at least one token.');
  expect(() => urlToken('short')).toThrow('urlToken: a token must have at least 16 characters.');
  expect(() => urlToken(['short'])).toThrow('urlToken: a token must have at least 16 characters.');
  expect(() => urlToken([token, 'short'])).toThrow('urlToken: tokens[1] must have at least 16 characters.');
  expect(() => urlToken([7 as unknown as string, token])).toThrow('urlToken: tokens[0] must be text, not a number.');
  expect(() => urlToken('x'.repeat(1025))).toThrow('urlToken: a token must have at most 1024 characters.');
  expect(() => urlToken(`${token}é`)).toThrow(
    'urlToken: a token must have printable ASCII characters alone, and no space.',
  );
});

it('only texts are tokens', () => {
  const odd: readonly unknown[] = [undefined, null, 1234567890123456, {}, [[token]], [undefined]];
  for (const tokens of odd) {
    expect(() => urlToken(tokens as string)).toThrow(TypeError);
  }
  expect(() => urlToken(undefined as unknown as string)).toThrow('not undefined');
  expect(() => urlToken(null as unknown as string)).toThrow('not null');
  expect(() => urlToken(7 as unknown as string)).toThrow('not a number');
});

it.each<[unknown, string]>([
  [{ nam: 'a' }, 'nam: there is no such option; there are in and name.'],
  ['header', 'options must be an object, not text.'],
  [null, 'options must be an object, not null.'],
  [{ in: 'body' }, `in must be 'query', 'path', 'header' or 'basic', not "body".`],
  [{ in: ['query'] }, `in must be 'query', 'path', 'header' or 'basic', not a list.`],
  [{ name: '' }, 'name must be the name of a parameter, and not empty.'],
  [{ name: 7 }, 'name must be text, not a number.'],
  [{ in: 'header', name: null }, 'name must be text, not null.'],
  [{ in: 'path', name: 'x' }, "there is no name with in: 'path'."],
  [{ in: 'basic', name: 'x' }, "there is no name with in: 'basic'."],
  [{ in: 'header', name: '' }, "name must be the name of a header, which this text can't be."],
  [{ in: 'header', name: 'x y' }, "name must be the name of a header, which this text can't be."],
  [{ in: 'header', name: 'X:' }, "name must be the name of a header, which this text can't be."],
])('options %j are a mistake that is told', (options, told) => {
  expect(() => urlToken(token, options as UrlTokenOptions)).toThrow(new TypeError(`urlToken: ${told}`));
});

it('options that are undefined are none', () => {
  const authenticate = urlToken(token, { in: undefined, name: undefined });
  expect(authenticate(request({ url: `/?token=${token}` }))).toBe(true);
});

it('a list that is changed later changes nothing', () => {
  const tokens = [token];
  const authenticate = urlToken(tokens);
  tokens[0] = other;
  expect(authenticate(request({ url: `/?token=${token}` }))).toBe(true);
});

it('neither authenticators nor refusals show a token', () => {
  const given = 'what-somebody-sent';
  for (const options of [{}, { in: 'path' }, { in: 'header' }, { in: 'basic' }] as const) {
    const authenticate = urlToken(token, options);
    const wrong = request({
      url: `/${given}?token=${given}`,
      headers: { 'x-ci-callback-token': given, authorization: `Basic ${basic(`a:${given}`)}` },
    });
    const error = authenticate(wrong);
    const shown = [error, authenticate].map(
      (value) => `${inspect(value, { depth: 9, showHidden: true })}${JSON.stringify(value)}`,
    );
    for (const secret of [token, given]) expect(shown.join('')).not.toContain(secret);
  }
});

describe('with Web Crypto alone', () => {
  beforeEach(() => {
    vi.mocked(nodeModule).mockReturnValue(undefined);
  });

  it('it is the same, but later', async () => {
    const authenticate = urlToken([token, other]);
    const right = authenticate(request({ url: `/?token=${token}` }));
    expect(right).toBeInstanceOf(Promise);
    expect(await Promise.all([right, authenticate(request({ url: `/?token=${other}` }))])).toEqual([true, true]);
    expect(outcomeOf(await authenticate(request({ url: '/?token=wrong' })))).toBe('auth.failed');
    expect(outcomeOf(authenticate(request()))).toBe('auth.missing');
  });

  it('a digest that failed is made again', async () => {
    const authenticate = urlToken(token);
    vi.mocked(digest.sha256).mockRejectedValueOnce(new Error('not now'));
    await expect(authenticate(request({ url: `/?token=${token}` }))).rejects.toThrow('not now');
    expect(await authenticate(request({ url: `/?token=${token}` }))).toBe(true);
    vi.mocked(digest.sha256).mockClear();
    expect(await authenticate(request({ url: `/?token=${token}` }))).toBe(true);
    expect(digest.sha256).toHaveBeenCalledTimes(1);
  });
});
