import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { signCallbackUrl, type LinkClaims } from '../../packages/core/src/index.ts';
import { sample } from '../../packages/core/test/samples.ts';

/** How a receiver knows who sends: by each way of authentication that needs something of the platform. */
export type Receiving = 'token' | 'basic' | 'signed' | 'confirmed';

/** A request to a receiver. Those to the same one are sent one after the other. */
export interface Delivery {
  readonly name: string;
  readonly to: Receiving;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: readonly number[] | undefined;
}

/** A URL that has to be signed. */
export interface LinkOrder {
  readonly url: string;
  /** In milliseconds since 1970. */
  readonly expires: number;
  readonly claims: LinkClaims;
}

/** What the receiver is observed with. */
export interface Given {
  readonly tokens: readonly string[];
  readonly secrets: readonly [string, string];
  readonly maxBytes: number;
  readonly deliveries: readonly Delivery[];
  readonly links: readonly LinkOrder[];
}

export type Answer = readonly [status: number, code: string];

const address = 'https://hooks.example.com/ci-callback';
const tokens = ['portable-token-4c81e9', 'portable-token-77b0d2'] as const;
const secrets = ['portable-secret-of-thirty-two-characters', 'portable-secret-that-takes-its-place'] as const;
const maxBytes = 20_000;
const inTime = Date.UTC(2100, 0);

const claims: LinkClaims = { bucket: 'recordings-1250000042', object: 'inbox/interview.m4a', name: 'VoiceSeparate' };
const links: readonly LinkOrder[] = [
  { url: address, expires: inTime, claims: {} },
  { url: `${address}?from=ci#top`, expires: inTime, claims: { ...claims, data: { order: 4711, note: '人声 𝄞' } } },
];

const [plainLink = '', claimingLink = ''] = await Promise.all(links.map((order) => sign(order)));
const [expiredLink, foreignLink, othersLink] = await Promise.all([
  sign({ url: address, expires: Date.UTC(2001, 0), claims: {} }),
  sign({ url: address, expires: inTime, claims: { ...claims, object: 'inbox/another.m4a' } }),
  sign({ url: address, expires: inTime, claims: {} }, 'a-secret-that-nobody-here-has-ever-heard-of'),
]);

const job = sample('voice-separate/voice-only.xml');
const twoJobs = sample('voice-separate/two-jobs.xml');
const unknownEvent = sample('unknown/unknown-event.json');
const withToken = `${address}?token=${tokens[0]}`;
const latin1 = new TextEncoder().encode('<Response><EventName>Cafe</EventName></Response>').with(24, 0xe9);

type Parts = Partial<Pick<Delivery, 'to' | 'method' | 'url' | 'headers'>> & { readonly body?: Uint8Array | undefined };

/** Each delivery, and what Node answers. */
const table: readonly (readonly [name: string, parts: Parts, answer: Answer])[] = [
  ['XML with the token', { body: job }, [200, 'ok']],
  ['the same again', { body: job }, [200, 'ok']],
  ['the same in JSON', { body: sample('voice-separate/voice-only.json') }, [200, 'ok']],
  ['two jobs, with the other token', { url: `${address}?token=${tokens[1]}`, body: twoJobs }, [200, 'ok']],
  ['a job that failed', { body: sample('voice-separate/failed.json') }, [200, 'ok']],
  ['a wrong token', { url: `${withToken}x`, body: job }, [401, 'auth.failed']],
  ['no token', { url: address, body: job }, [401, 'auth.missing']],
  ['GET', { method: 'GET', url: address }, [200, 'ok']],
  ['HEAD', { method: 'HEAD', url: address }, [200, '']],
  ['PUT', { method: 'PUT', body: job }, [405, 'request.method_not_allowed']],

  ['no body', {}, [400, 'body.empty']],
  ['an empty body', { body: new Uint8Array() }, [400, 'body.empty']],
  ['XML that is cut short', { body: job.subarray(0, -20) }, [400, 'xml.mismatched_tag']],
  ['JSON with a comma too many', { body: sample('invalid/json-trailing-comma.json') }, [400, 'json.unexpected_token']],
  ['bytes that are no UTF-8', { body: sample('invalid/encoding-invalid-byte.xml') }, [400, 'body.invalid_encoding']],
  ['plain text', { body: sample('invalid/format-plain-text.json') }, [415, 'body.unsupported_type']],
  ['a job without a name', { body: sample('invalid/job-id-missing.xml') }, [422, 'validation.failed']],
  ['as many bytes as may be', { body: padded(job, maxBytes) }, [200, 'ok']],
  ['one byte too many', { body: padded(job, maxBytes + 1) }, [413, 'body.too_large']],
  ['Latin-1', { headers: { 'content-type': 'application/xml; charset=iso-8859-1' }, body: latin1 }, [200, 'ok']],

  ['gzip', encoded('gzip', gzipSync(job)), [200, 'ok']],
  ['deflate', encoded('deflate', deflateSync(job)), [200, 'ok']],
  ['deflate without its header', encoded('deflate', deflateRawSync(job)), [200, 'ok']],
  ['gzip twice', encoded('gzip, gzip', gzipSync(gzipSync(job))), [200, 'ok']],
  ['gzip of as many bytes as may be', encoded('gzip', gzipSync(padded(job, maxBytes))), [200, 'ok']],
  ['gzip of one byte too many', encoded('gzip', gzipSync(padded(job, maxBytes + 1))), [413, 'body.too_large']],
  ['gzip of ten million bytes', encoded('gzip', gzipSync(new Uint8Array(10_000_000))), [413, 'body.too_large']],
  ['what is no gzip', encoded('gzip', job), [400, 'body.invalid_compression']],
  ['gzip that is cut short', encoded('gzip', gzipSync(job).subarray(0, -9)), [400, 'body.invalid_compression']],
  ['zstd', encoded('zstd', job), [415, 'body.unsupported_encoding']],
  ['gzip of two members', encoded('gzip', twoMembers(job)), [200, 'ok']],
  ['br', encoded('br', brotliCompressSync(job)), [200, 'ok']],

  ['an event without an identity', { body: unknownEvent }, [200, 'ok']],
  ['that event again', { body: unknownEvent }, [200, 'ok']],
  ['a job with a very long identity', { body: withIdentity('é'.repeat(300)) }, [200, 'ok']],

  ['the right password', basic(tokens[1]), [200, 'ok']],
  ['a wrong password', basic('portable-token-000000'), [401, 'auth.failed']],
  ['no password', { to: 'basic', url: address, body: job }, [401, 'auth.missing']],

  ['a signed URL', signed(plainLink), [200, 'ok']],
  ['a signed URL with claims', signed(claimingLink), [200, 'ok']],
  ['a signed URL for another job', signed(foreignLink), [403, 'auth.forbidden']],
  ['a signed URL that has expired', signed(expiredLink), [401, 'auth.expired']],
  ['a URL signed with another secret', signed(othersLink), [401, 'auth.failed']],
  ['a signed URL with a later expiry', signed(plainLink.replace('v1.41', 'v1.42')), [401, 'auth.failed']],
  ['a signed URL without its claims', signed(claimingLink.replace(/(v1\.\d+\.)[^.]+/, '$1')), [401, 'auth.failed']],
  ['a signed URL that is cut short', signed(plainLink.slice(0, -1)), [401, 'auth.failed']],
  ['a URL that is not signed', signed(address), [401, 'auth.missing']],

  ['a job that the API knows', { to: 'confirmed', body: job }, [200, 'ok']],
  ['a job that it does not know', { to: 'confirmed', body: withIdentity('made-up') }, [403, 'auth.forbidden']],
  ['a job that it says nothing of', { to: 'confirmed', body: withIdentity('silence') }, [503, 'auth.unavailable']],
];

export const given: Given = {
  tokens,
  secrets,
  maxBytes,
  links,
  deliveries: table.map(([name, { to = 'token', method = 'POST', url = withToken, headers = {}, body }]) => {
    return { name, to, method, url, headers, body: body && [...body] };
  }),
};

/** What Node answers to each delivery, by its name. */
export const answers: readonly (readonly [name: string, answer: Answer])[] = table.map(([name, , answer]) => [
  name,
  answer,
]);

/** What is answered where DecompressionStream is all there is. */
export const answersOfWeb: readonly (readonly [name: string, answer: Answer])[] = [
  ['gzip of two members', [400, 'body.invalid_compression']],
  ['br', [415, 'body.unsupported_encoding']],
];

function sign({ url, expires, claims: all }: LinkOrder, secret: string = secrets[1]): Promise<string> {
  return signCallbackUrl(url, { secret, expires: new Date(expires), claims: all });
}

/** The same body in so many bytes. */
function padded(body: Uint8Array, length: number): Uint8Array {
  const longer = new Uint8Array(length).fill(0x20);
  longer.set(body);
  return longer;
}

function encoded(codings: string, body: Uint8Array): Parts {
  return { headers: { 'content-encoding': codings }, body };
}

function twoMembers(body: Uint8Array): Uint8Array {
  return Buffer.concat([gzipSync(body.subarray(0, 99)), gzipSync(body.subarray(99))]);
}

function withIdentity(id: string): Uint8Array {
  const one = { JobId: id, Tag: 'VoiceSeparate', State: 'Success' };
  return new TextEncoder().encode(JSON.stringify({ EventName: 'TaskFinish', JobsDetail: [one] }));
}

function basic(password: string): Parts {
  return { to: 'basic', url: address, headers: { authorization: `Basic ${btoa(`ci:${password}`)}` }, body: job };
}

function signed(url: string): Parts {
  return { to: 'signed', url, body: job };
}
