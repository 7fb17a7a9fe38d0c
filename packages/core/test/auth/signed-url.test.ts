import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signCallbackUrl, signedUrl, type Admission, type LinkClaims } from '../../src/auth/index.ts';
import { parseTree, type Callback } from '../../src/index.ts';
import * as digest from '../../src/platform/digest.ts';
import { nodeModule } from '../../src/platform/node-module.ts';
import { sample } from '../samples.ts';
import { outcomeOf, request } from './requests.ts';

vi.mock('../../src/platform/digest.ts', { spy: true });
vi.mock('../../src/platform/node-module.ts', { spy: true });

const secret = 'kept-by-us-alone-since-last-spring';
const older = 'kept-by-us-alone-since-last-winter';
const now = Date.UTC(2024, 5, 1, 12);
const seconds = now / 1000;
const expires = new Date(now + 3_600_000);
const address = 'https://example.com/ci-callback';

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  vi.clearAllMocks();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.resetAllMocks();
});

async function sign(
  claims?: LinkClaims,
  options: Partial<Parameters<typeof signCallbackUrl>[1]> = {},
): Promise<string> {
  return (await signCallbackUrl(address, { secret, expires, claims, ...options })).slice('https://example.com'.length);
}

/** A link that is signed as ours are, whatever it says. */
function forge(signed: string, key = secret, purpose = 'ci-callback-link:'): string {
  const signature = createHmac('sha256', key)
    .update(purpose + signed)
    .digest('base64url');
  return `/ci-callback?ci-link=${signed}.${signature}`;
}

const check = (url: string, options: Partial<Parameters<typeof signedUrl>[0]> = {}): string =>
  outcomeOf(signedUrl({ secrets: secret, ...options })(request({ url })));

const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');

/** What a link comes to whose name nobody can have signed with this version. */
async function confirmForged(name: string, callback: object): Promise<string> {
  const url = forge(`v1.${seconds + 3600}.${base64url(JSON.stringify({ name }))}`);
  const result = signedUrl({ secrets: secret })(request({ url })) as Admission;
  return outcomeOf(await result.confirm(callback as Callback));
}

async function confirm(claims: LinkClaims, callback: object): Promise<string> {
  const result = signedUrl({ secrets: secret })(request({ url: await sign(claims) })) as Admission;
  return outcomeOf(await result.confirm(callback as Callback));
}

describe('a signed URL', () => {
  it('lets in, and wants to see the callback if it says what that is about', async () => {
    expect(check(await sign())).toBe('in');
    expect(check(await sign({}))).toBe('in');
    expect(check(await sign({ name: undefined } as unknown as LinkClaims))).toBe('in');
    expect(check(await sign({ name: 'Transcode' }))).toBe('admission');
    expect(check(await sign({ data: null }))).toBe('admission');
  });

  it('is what its form says', async () => {
    const url = await sign({ name: 'Tts', data: { n: 'é?' } });
    const claims = base64url('{"name":"Tts","data":{"n":"é?"}}');
    expect(url).toBe(forge(`v1.${seconds + 3600}.${claims}`));
    expect(await sign()).toBe(forge(`v1.${seconds + 3600}.`));
  });

  it('is missing, or there twice', async () => {
    const url = await sign();
    expect(check('/ci-callback')).toBe('auth.missing');
    expect(check('/ci-callback?ci-links=1')).toBe('auth.missing');
    expect(check(`${url}&${url.split('?')[1]}`)).toBe('auth.failed');
    expect(check(`${url}&ci-link`)).toBe('auth.failed');
  });

  it('may be in a parameter of another name, and have others beside it', async () => {
    const url = await sign(undefined, { parameter: 'sig_1' });
    expect(check(url)).toBe('auth.missing');
    expect(check(url, { parameter: 'sig_1' })).toBe('in');
    expect(check(`${url}&a=1`.replace('?', '?b=%zz&'), { parameter: 'sig_1' })).toBe('in');
  });

  it('is refused when any of its characters is another one', async () => {
    const url = await sign({ name: 'Tts' });
    const start = url.indexOf('=') + 1;
    for (let index = start; index < url.length; index++) {
      for (const character of 'Ab0-_.=%') {
        if (url[index] === character) continue;
        const changed = url.slice(0, index) + character + url.slice(index + 1);
        expect([changed, check(changed)]).toEqual([changed, 'auth.failed']);
      }
      // The last characters of base64 may stand for the same bytes.
      const next = url.slice(0, index) + String.fromCharCode(url.charCodeAt(index) ^ 1) + url.slice(index + 1);
      if (!next.includes('&')) expect([next, check(next)]).toEqual([next, 'auth.failed']);
    }
  });

  it('is refused when a part of it is missing, or from another one', async () => {
    const url = await sign({ name: 'Tts' });
    const [version = '', expiry = '', claims = '', signature = ''] = url.slice(url.indexOf('=') + 1).split('.');
    const [, , otherClaims = '', otherSignature = ''] = (await sign({ name: 'DNA' })).split('=')[1]?.split('.') ?? [];
    for (const parts of [
      [],
      [version],
      [version, expiry, claims],
      [version, expiry, claims, ''],
      [version, expiry, '', signature],
      [version, expiry, signature],
      [version, '', claims, signature],
      ['', expiry, claims, signature],
      [version, expiry, claims, signature, ''],
      [version, expiry, claims, signature, signature],
      [version, expiry, otherClaims, signature],
      [version, expiry, claims, otherSignature],
      [version, String(Number(expiry) + 1), claims, signature],
      [version, expiry, claims, `${signature}=`],
      [version, expiry, claims, signature.slice(0, -1)],
      [version, expiry, claims, `${signature}A`],
      [version, expiry, claims, `${signature}AAAA`],
      [version, expiry, claims, signature.slice(0, 40)],
    ]) {
      expect([parts, check(`/?ci-link=${parts.join('.')}`)]).toEqual([parts, 'auth.failed']);
    }
  });

  it.each([
    ['a version to come', `v2.${seconds + 9}.`],
    ['no version', `.${seconds + 9}.`],
    ['an expiry with a zero before it', `v1.0${seconds + 9}.`],
    ['an expiry of zero', 'v1.0.'],
    ['an expiry with a sign', `v1.+${seconds + 9}.`],
    ['an expiry with a fraction', `v1.${seconds + 9}.5.`],
    ['an expiry in another notation', 'v1.9e11.'],
    ['an expiry too far off', 'v1.1000000000000.'],
    ['an expiry that is none', 'v1.never.'],
    ['an expiry behind a line', `v1.\n${seconds + 9}.`],
  ])('is refused with %s, though it is signed', (_what, signed) => {
    expect(check(forge(encodeURI(signed)).replaceAll('+', '%2B'))).toBe('auth.failed');
    expect(digest.hmacSha256).not.toHaveBeenCalled();
  });

  it('is not compared with a signature that has not the form of one', async () => {
    const url = await sign();
    vi.clearAllMocks();
    for (const wrong of [url.slice(0, -1), `${url}A`, url.replace(/.{43}$/, `*$&`), url.replace(/.{43}$/, '')]) {
      expect([wrong, check(wrong)]).toEqual([wrong, 'auth.failed']);
    }
    expect(digest.hmacSha256).not.toHaveBeenCalled();
  });

  it('is refused when it was signed for something else', () => {
    const signed = `v1.${seconds + 9}.`;
    expect(check(forge(signed))).toBe('in');
    expect(check(forge(signed, secret, ''))).toBe('auth.failed');
    expect(check(forge(signed, older))).toBe('auth.failed');
  });

  it.each([
    ['no base64', '***'],
    ['base64 with padding', `${base64url('{"data":1}')}==`],
    ['base64 of one character too many', `${base64url('{"data": 1}')}A`],
    [
      'base64 with other last bits',
      base64url('{"data":1}').replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1)),
    ],
    ['base64 of the other alphabet', 'eyJkYXRhIjoiw7_Dvz8_In0'.replaceAll('_', '/')],
    ['no UTF-8', base64url(Buffer.concat([Buffer.from('{"data":"'), Buffer.of(0xff), Buffer.from('"}')]))],
    ['a byte order mark', base64url('\uFEFF{"data":1}')],
    ['no JSON', base64url('{')],
    ['null', base64url('null')],
    ['a text', base64url('"bucket"')],
    ['a list', base64url('[]')],
    ['a list of names', base64url('["data"]')],
    ['a claim of another kind', base64url('{"name":1}')],
    ['a claim that is null', base64url('{"bucket":null}')],
    ['an object for a claim', base64url('{"object":{}}')],
    ['a list for a claim', base64url('{"userData":["a"]}')],
    ['a claim that is not known', base64url('{"region":"ap-guangzhou"}')],
    ['a claim on a prototype', base64url('{"__proto__":{"polluted":"yes"}}')],
    ['a claim on a prototype beside a good one', base64url('{"name":"Tts","__proto__":{"bucket":"b"}}')],
    ['a claim on a constructor', base64url('{"constructor":{"prototype":{"polluted":"yes"}}}')],
  ])('is refused with claims that are %s, though it is signed', (_what, claims) => {
    const url = forge(`v1.${seconds + 9}.${claims}`);
    expect(check(url.replace('%', '%25'))).toBe('auth.failed');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('hands on whatever JSON can hold as data, and pollutes nothing', async () => {
    const json = '{"data":{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":1}}},"name":"Tts"}';
    const result = signedUrl({ secrets: secret })(request({ url: forge(`v1.${seconds + 9}.${base64url(json)}`) }));
    const callback = { EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j', Tag: 'Tts' }] } as unknown as Callback;
    const confirmed = await (result as Admission).confirm(callback);
    expect(confirmed).toMatchObject({ callback });
    expect(JSON.stringify(confirmed)).toContain(`"claims":${json}`);
    const { claims } = confirmed as { claims: { data: object } };
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(claims.data)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('reads claims of any characters, in the whole alphabet of base64', async () => {
    const claims = { userData: '>>>???~~~é', name: 'Tts' };
    const url = await sign(claims);
    expect(url.split('.')[2]).toMatch(/-.*_|_.*-/);
    const callback = {
      EventName: 'TaskFinish',
      JobsDetail: [{ Tag: 'Tts', Operation: { UserData: claims.userData } }],
    };
    const result = signedUrl({ secrets: secret })(request({ url })) as Admission;
    expect(await result.confirm(callback as unknown as Callback)).toEqual({ callback, claims });
  });

  it.each([
    [undefined, 60],
    [0, 0],
    [5.5, 5.5],
  ])('expires, with clocks that may differ by %s seconds', async (clockSkew, skew) => {
    const url = await sign();
    vi.setSystemTime(now + 3_600_000 + skew * 1000);
    expect(check(url, { clockSkew })).toBe('in');
    vi.setSystemTime(now + 3_600_000 + skew * 1000 + 1);
    expect(check(url, { clockSkew })).toBe('auth.expired');
  });

  it('that has expired tells so only if it is genuine', async () => {
    const url = await sign({ name: 'Tts' });
    vi.setSystemTime(now + 7_200_000);
    expect(check(url)).toBe('auth.expired');
    expect(check(url, { secrets: older })).toBe('auth.failed');
  });

  it('may be signed with each of several secrets, and is compared with all', async () => {
    for (const key of [secret, older, 'a-third-secret-that-nobody-has-here']) {
      const url = await sign(undefined, { secret: key });
      vi.clearAllMocks();
      expect(check(url, { secrets: [secret, older] })).toBe(key === secret || key === older ? 'in' : 'auth.failed');
      expect(digest.equalDigests).toHaveBeenCalledTimes(2);
      expect(digest.hmacSha256).toHaveBeenCalledTimes(2);
    }
  });

  it('of more than 8,192 characters is not looked at', () => {
    const claimsOf = (length: number) => base64url(JSON.stringify({ data: 'x'.repeat(length) }));
    const longest = forge(`v1.${seconds + 9}.${claimsOf(6089)}`);
    expect(longest.length - '/ci-callback?ci-link='.length).toBe(8192);
    expect(check(longest)).toBe('admission');
    vi.clearAllMocks();
    expect(check(forge(`v1.${seconds + 9}.${claimsOf(6090)}`))).toBe('auth.failed');
    expect(digest.hmacSha256).not.toHaveBeenCalled();
  });

  it('is told to be wanted', () => {
    for (const url of ['/', '/?ci-link=x', forge('v1.1.')]) {
      const refusal = signedUrl({ secrets: secret })(request({ url }));
      expect(refusal).toMatchObject({ status: 401, challenge: 'Token', retryAfter: undefined });
    }
  });
});

describe('claims', () => {
  const job = (fields: object): object => ({ EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1', ...fields }] });
  const run = (fields: object) => ({ EventName: 'WorkflowFinish', WorkflowExecution: { RunId: 'r1', ...fields } });
  const review = (fields: object) => ({ EventName: 'ReviewVideo', JobsDetail: { JobId: 'v1', ...fields } });
  const simple = { EventName: 'ReviewImage', data: { trace_id: 's1', BucketId: 'b-1', Object: 'a', UserData: 'u' } };

  it.each<[LinkClaims, object, boolean]>([
    [{ bucket: 'b-1' }, job({ Input: { BucketId: 'b-1' } }), true],
    [{ bucket: 'b-1' }, job({ Input: { Bucket: 'b-1' } }), true],
    [{ bucket: 'b-1' }, job({ Input: { BucketId: 'b-1', Bucket: 'b-1' } }), true],
    [{ bucket: 'b-1' }, job({ Input: { BucketId: 'b-1', Bucket: 'b-2' } }), false],
    [{ bucket: 'b-1' }, job({ Input: { BucketId: 'b-2', Bucket: 'b-1' } }), false],
    [{ bucket: 'b-1' }, job({ Input: { BucketId: 'b-10' } }), false],
    [{ bucket: 'b-1' }, job({ Input: { BucketId: 'B-1' } }), false],
    [{ bucket: 'b-1' }, job({ Input: { BucketId: ['b-1'] } }), false],
    [{ bucket: 'b-1' }, job({ Input: {} }), false],
    [{ bucket: 'b-1' }, job({ Input: 'b-1' }), false],
    [{ bucket: 'b-1' }, job({}), false],
    [{ bucket: 'b-1' }, job({ BucketId: 'b-1' }), false],
    [{ bucket: '' }, job({ Input: {} }), false],
    [{ object: 'in/a.mp4' }, job({ Input: { Object: 'in/a.mp4' } }), true],
    [{ object: 'in/a.mp4' }, job({ Input: { Object: '/in/a.mp4' } }), true],
    [{ object: '/in/a.mp4' }, job({ Input: { Object: 'in/a.mp4' } }), true],
    [{ object: 'in/a.mp4' }, job({ Input: { Object: 'in/b.mp4' } }), false],
    [{ object: 'in/a.mp4' }, job({ Input: { Object: 'in/a.mp4/' } }), false],
    [{ object: 'in/a.mp4' }, job({ Operation: { Output: { Object: 'in/a.mp4' } } }), false],
    [{ name: 'Transcode' }, job({ Tag: 'Transcode' }), true],
    [{ name: 'Transcode' }, job({ Tag: 'Snapshot' }), false],
    [{ name: 'Transcode' }, job({}), false],
    [{ userData: 'u' }, job({ Operation: { UserData: 'u' } }), true],
    [{ userData: 'u' }, job({ Operation: { UserData: 'v' } }), false],
    [{ userData: 'u' }, job({ UserData: 'u', Operation: {} }), false],
    [{ bucket: 'b', name: 'Tts' }, job({ Input: { BucketId: 'b' }, Tag: 'Tts' }), true],
    [{ bucket: 'b', name: 'Tts' }, job({ Input: { BucketId: 'b' }, Tag: 'DNA' }), false],
    [{ data: 7 }, job({}), true],
    [{ data: 7, name: 'Tts' }, job({}), false],
    // Several jobs, none, and other things than jobs.
    [{ name: 'Tts' }, { EventName: 'TaskFinish', JobsDetail: [{ Tag: 'Tts' }, { Tag: 'Tts' }] }, true],
    [{ name: 'Tts' }, { EventName: 'TaskFinish', JobsDetail: [{ Tag: 'Tts' }, { Tag: 'DNA' }] }, false],
    [{ name: 'Tts' }, { EventName: 'TaskFinish', JobsDetail: [{ Tag: 'Tts' }, null] }, false],
    [{ name: 'Tts' }, { EventName: 'TaskFinish', JobsDetail: [] }, false],
    [{ name: 'Tts' }, { EventName: 'TaskFinish', JobsDetail: { Tag: 'Tts' } }, false],
    [{ name: 'Tts' }, { EventName: 'TaskFinish' }, false],
    [{ name: 'Tts' }, {}, false],
    // Workflows.
    [{ bucket: 'b', object: 'a', name: 'WorkflowFinish' }, run({ BucketId: 'b', Object: '/a' }), true],
    [{ bucket: 'b' }, run({ BucketId: 'c' }), false],
    [{ bucket: 'b' }, run({}), false],
    [{ bucket: 'b' }, { ...run({}), JobsDetail: { BucketId: 'b' } }, false],
    [{ object: 'a' }, run({ Object: 'c' }), false],
    [{ name: 'Transcode' }, run({}), false],
    [{ userData: 'u' }, run({}), false],
    // Reviews.
    [{ bucket: 'b', object: 'a', userData: 'u' }, review({ BucketId: 'b', Object: 'a', UserData: 'u' }), true],
    [{ name: 'ReviewVideo' }, review({}), true],
    [{ name: 'ReviewImage' }, review({}), false],
    [{ bucket: 'b' }, review({ BucketId: 'c' }), false],
    [{ bucket: 'b' }, { ...review({}), WorkflowExecution: { BucketId: 'b' } }, false],
    [{ object: 'a' }, review({ Object: 'c' }), false],
    [{ userData: 'u' }, review({ UserData: 'v' }), false],
    [{ userData: 'u' }, review({}), false],
    [{ name: 'ReviewImage' }, simple, true],
    [{ bucket: 'b-1' }, simple, false],
    [{ object: 'a' }, simple, false],
    [{ userData: 'u' }, simple, false],
    // Events of tomorrow.
    [{ name: 'DreamFinish' }, { EventName: 'DreamFinish' }, true],
    [{ name: 'DreamFinish', bucket: 'b' }, { EventName: 'DreamFinish' }, false],
  ])('%j of %j: %s', async (claims, callback, met) => {
    expect(await confirm(claims, callback)).toBe(met ? 'confirmed' : 'auth.forbidden');
  });

  it('that are met are handed on, with the callback as it came', async () => {
    const claims: LinkClaims = {
      object: 'films/regatta.mov',
      name: 'Transcode',
      userData: 'regatta',
      data: { order: 4711 },
    };
    const callback = parseTree(JSON.parse(sample('transcode/job-api.json').toString()) as object);
    const result = signedUrl({ secrets: secret })(request({ url: await sign(claims) })) as Admission;
    const confirmed = await result.confirm(callback);
    expect(confirmed).toEqual({ callback, claims });
    expect((confirmed as { callback: Callback }).callback).toBe(callback);
  });

  it('that are not met are no matter of credentials', async () => {
    const result = signedUrl({ secrets: secret })(request({ url: await sign({ name: 'Tts' }) })) as Admission;
    expect(await result.confirm(job({ Tag: 'DNA' }) as unknown as Callback)).toMatchObject({
      status: 403,
      challenge: undefined,
    });
  });
});

describe('signing', () => {
  it.each([
    ['https://example.com/cb', 'https://example.com/cb?LINK'],
    ['http://example.com/cb', 'http://example.com/cb?LINK'],
    ['HTTPS://example.com', 'HTTPS://example.com?LINK'],
    ['https://example.com:8443/a?b=%zz+c', 'https://example.com:8443/a?b=%zz+c&LINK'],
    ['https://example.com/a?', 'https://example.com/a?LINK'],
    ['https://example.com/a?b&', 'https://example.com/a?b&LINK'],
    ['https://example.com/a#b', 'https://example.com/a?LINK#b'],
    ['https://example.com/a?b=1#c?d&ci-link=1#e', 'https://example.com/a?b=1&LINK#c?d&ci-link=1#e'],
    ['https://example.com/a#', 'https://example.com/a?LINK#'],
    ['https://me:pw@example.com/ci-link', 'https://me:pw@example.com/ci-link?LINK'],
    ['https://[2001:db8::1]/a', 'https://[2001:db8::1]/a?LINK'],
  ])('%s leaves the rest as it is', async (url, expected) => {
    const signed = await signCallbackUrl(url, { secret, expires });
    expect(signed.replace(/ci-link=v1\.[-\w]+\.[-\w]*\.[-\w]{43}/, 'LINK')).toBe(expected);
  });

  it.each([
    '',
    '/ci-callback',
    'example.com/cb',
    '//example.com/cb',
    'ftp://example.com/cb',
    'https:/example.com/cb',
    'https:example.com',
    'https://',
    'https://exa mple.com/',
    ' https://example.com/',
    'https://example.com/\n',
    'https://example.com/a b',
    'https://example.com/ä',
    'https://example.com:99999/',
    'javascript:https://example.com/',
    'https://example.com/?ci-link=1',
    'https://example.com/?a=1&ci-link',
    'https://example.com/?%63i-link=1#a',
    'https://example.com/?ci-link=1&ci-link=2',
  ])('%j is a mistake that is told without the URL', async (url) => {
    const signing = signCallbackUrl(url, { secret, expires });
    await expect(signing).rejects.toThrow(TypeError);
    await expect(signing).rejects.toThrow(/^signCallbackUrl: the URL (?:must be an absolute|has a parameter ci-link)/);
    if (url !== '') await expect(signing).rejects.not.toThrow(url);
  });

  it.each<[string, object]>([
    ['secret', { secret: '' }],
    ['secret', { secret: 'x'.repeat(31) }],
    ['secret', { secret: undefined }],
    ['secret', { secret: [secret] }],
    ['expires', { expires: new Date(Number.NaN) }],
    ['expires', { expires: new Date(999) }],
    ['expires', { expires: new Date(-1000) }],
    ['expires', { expires: new Date(8.64e15) }],
    ['expires', { expires: seconds }],
    ['expires', { expires: undefined }],
    ['parameter', { parameter: '' }],
    ['parameter', { parameter: 'a b' }],
    ['parameter', { parameter: 'a&b' }],
    ['parameter', { parameter: 'ä' }],
    ['parameter', { parameter: 'a\n' }],
    ['parameter must be text of', { parameter: null }],
    ['parameter must be text of', { parameter: 5 }],
    ['not an invalid one', { expires: new Date(Number.NaN) }],
    ['not 1970-01-01T00:00:00.999Z', { expires: new Date(999) }],
    ['not a number', { expires: seconds }],
    ['claim: there is no such option; there are secret, expires, claims and parameter.', { claim: { name: 'Tts' } }],
    ['claims must be', { claims: null }],
    ['claims must be', { claims: 'name' }],
    ['claims must be', { claims: [] }],
    ['claims.name', { claims: { name: 7 } }],
    [
      'claims.name: there is no "VoiceSeperate". Did you mean \'VoiceSeparate\'?',
      { claims: { name: 'VoiceSeperate' } },
    ],
    ["Did you mean 'Tts'?", { claims: { name: 'TTS' } }],
    ["Did you mean 'WorkflowFinish'?", { claims: { name: 'WorkFlowFinish' } }],
    ['claims.name must be the type of the job', { claims: { name: 'TaskFinish' } }],
    ['claims.bucket', { claims: { bucket: null } }],
    ['claims.object', { claims: { object: {} } }],
    ['claims.userData', { claims: { userData: true } }],
    ['bucket, object, name, userData and data', { claims: { region: 'x' } }],
    ['too long', { claims: { data: 'x'.repeat(6200) } }],
    ['BigInt', { claims: { data: 1n } }],
  ])('a wrong %s is a mistake that is told: %o', async (told, options) => {
    const signing = signCallbackUrl(address, { secret, expires, ...options });
    await expect(signing).rejects.toThrow(TypeError);
    await expect(signing).rejects.toThrow(told);
  });

  it('may name a job that this version does not know', async () => {
    for (const name of ['DreamFinish', 'Voice', 'VoiceSeparat0r'])
      expect(check(await sign({ name }))).toBe('admission');
  });

  it('is compared as it is, whatever the version that signed it knew', async () => {
    const misspelt = { EventName: 'TaskFinish', JobsDetail: [{ Tag: 'VoiceSeperate' }] };
    expect(await confirmForged('VoiceSeperate', misspelt)).toBe('confirmed');
    expect(await confirmForged('VoiceSeparate', misspelt)).toBe('auth.forbidden');
    expect(await confirmForged('TaskFinish', misspelt)).toBe('auth.forbidden');
  });

  it('can be for the first second and for the last', async () => {
    for (const time of [1000, 999_999_999_999_999]) {
      const url = await sign(undefined, { expires: new Date(time) });
      vi.setSystemTime(time);
      expect([time, check(url)]).toEqual([time, 'in']);
    }
  });

  it('takes a link of 8,192 characters and no longer one', async () => {
    const claims = { data: 'x'.repeat(6089) };
    expect(await sign(claims)).toHaveLength('/ci-callback?ci-link='.length + 8192);
    await expect(sign({ data: 'x'.repeat(6090) })).rejects.toThrow('too long');
  });
});

it.each<[string, unknown]>([
  ['at least one secret', { secrets: [] }],
  ['at least 32', { secrets: '' }],
  ['at least 32', { secrets: 'x'.repeat(31) }],
  ['at least 32', { secrets: [secret, 'x'.repeat(31)] }],
  ['not undefined', { secrets: undefined }],
  ['clockSkew', { secrets: secret, clockSkew: -1 }],
  ['clockSkew', { secrets: secret, clockSkew: Number.NaN }],
  ['clockSkew', { secrets: secret, clockSkew: Number.POSITIVE_INFINITY }],
  ['clockSkew', { secrets: secret, clockSkew: '60' }],
  ['parameter', { secrets: secret, parameter: 'a=b' }],
  ['secrets[1] must have at least 32', { secrets: [secret, 'x'.repeat(31)] }],
  ['not "60"', { secrets: secret, clockSkew: '60' }],
  ['secret: there is no such option; there are secrets, clockSkew and parameter.', { secret }],
  ['options must be an object, not undefined', undefined],
  ['options must be an object, not text', secret],
])('%s: no authenticator is made with %o', (told, options) => {
  const create = () => signedUrl(options as Parameters<typeof signedUrl>[0]);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(/^signedUrl(?:: | needs )/);
  expect(create).toThrow(told);
  expect(create).not.toThrow('x'.repeat(31));
  expect(create).not.toThrow(secret);
});

it('a secret of 32 characters does', async () => {
  const shortest = 's'.repeat(32);
  expect(check(await sign(undefined, { secret: shortest }), { secrets: shortest })).toBe('in');
});

it('neither authenticators, admissions nor refusals show a secret', async () => {
  const url = await sign({ name: 'Tts' });
  const authenticate = signedUrl({ secrets: [secret, older] });
  const admission = authenticate(request({ url })) as Admission;
  const changed = url.replace('v1', 'v2');
  const shown = [
    authenticate,
    admission,
    await admission.confirm({ EventName: 'TaskFinish', JobsDetail: [] }),
    authenticate(request({ url: changed })),
    authenticate(request({ url: forge(`v1.${seconds}.`, 'x'.repeat(32)) })),
  ].map((value) => `${inspect(value, { depth: 9, showHidden: true })}${JSON.stringify(value)}`);
  const signature = url.slice(-43);
  for (const text of [secret, older, signature]) expect(shown.join('')).not.toContain(text);
});

it('with Web Crypto alone it is the same, but later', async () => {
  const withNode = await sign({ name: 'Tts' });
  vi.mocked(nodeModule).mockReturnValue(undefined);
  const importKey = vi.spyOn(crypto.subtle, 'importKey');
  expect(await sign({ name: 'Tts' })).toBe(withNode);
  const [, , , isExtractable] = importKey.mock.lastCall ?? [];
  expect(isExtractable).toBe(false);
  const authenticate = signedUrl({ secrets: [older, secret] });
  const result = authenticate(request({ url: withNode }));
  expect(result).toBeInstanceOf(Promise);
  expect(outcomeOf(await result)).toBe('admission');
  expect(outcomeOf(await authenticate(request({ url: forge(`v1.${seconds + 9}.`, 'x'.repeat(32)) })))).toBe(
    'auth.failed',
  );
});
