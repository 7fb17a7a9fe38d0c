import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { afterEach, describe, expect, it } from 'vitest';
import { parseStringPromise } from 'xml2js';

import {
  createCallbackReader,
  readBody,
  readCallback,
  type BodySource,
  type CallbackRequest,
} from '../../src/node/index.ts';
import { bodies, parsed } from './bodies.ts';
import { send, serve, type Service } from './exchange.ts';
import { madeRequest, outcome, reader } from './requests.ts';
import { transmissions, whole } from './transmissions.ts';

const { XML: xml, JSON: json } = bodies;
const form = 'application/x-www-form-urlencoded';

/** A request of which someone has read the body. */
async function readRequest(
  headers: CallbackRequest['headers'] = {},
  content: Uint8Array = xml,
): Promise<CallbackRequest> {
  const request = madeRequest([content], headers);
  await buffer(request);
  return request;
}

describe('what was kept as sent', () => {
  it.each([
    ['bytes', xml],
    ['a Uint8Array that is no Buffer', new Uint8Array(json)],
    ['text', xml.toString()],
    ['text with a byte order mark', `\uFEFF${json.toString()}`],
  ])('is read: %s', async (_, content) => {
    expect(await readCallback({ request: await readRequest(), rawBody: content })).toEqual(parsed);
    expect(await readCallback({ request: await readRequest(), body: content })).toEqual(parsed);
  });

  it('is preferred to the tree of a parser', async () => {
    expect(await readCallback({ request: await readRequest(), rawBody: xml, body: { EventName: 'Other' } })).toEqual(
      parsed,
    );
  });

  it('is preferred to the fields that a form parser has torn it into', async () => {
    const request = await readRequest({ 'content-type': form });
    expect(await readCallback({ request, rawBody: xml.toString(), body: { '<Response>': '' } })).toEqual(parsed);
  });

  it.each(['', Buffer.alloc(0), {}, true, undefined, null])('is not there if it is %j', async (rawBody) => {
    expect(await readCallback({ request: madeRequest([xml]), rawBody })).toEqual(parsed);
  });

  it('is held to the limit', async () => {
    const source = { request: await readRequest(), rawBody: xml };
    expect(await outcome(readCallback(source, { limits: { bytes: 100 } }))).toBe('body.too_large');
  });
});

describe('a stream that nobody has read', () => {
  it.each([{}, undefined, null, [], '', { user: 'of another middleware' }])(
    'is read whatever body there is: %j',
    async (body) => {
      expect(await readCallback({ request: madeRequest([xml]), body })).toEqual(parsed);
    },
  );

  it.each([
    ['a tree', JSON.parse(json.toString()) as object],
    ['bytes', xml],
  ])('and that is empty leaves %s of a platform', async (_, body) => {
    expect(await readCallback({ request: madeRequest([]), body })).toEqual(parsed);
  });
});

describe('what a parser has left', () => {
  it('is read: JSON', async () => {
    expect(await readCallback({ request: await readRequest(), body: JSON.parse(json.toString()) as unknown })).toEqual(
      parsed,
    );
  });

  it.each([
    {},
    { explicitArray: false },
    { explicitRoot: false },
    { normalizeTags: true, trim: true, normalize: true },
    { mergeAttrs: true, explicitArray: false },
    { explicitCharkey: true },
    { explicitChildren: true },
    { async: true },
  ])("is read: xml2js' tree with %j", async (options) => {
    const body: unknown = await parseStringPromise(xml, options);
    expect(await readCallback({ request: await readRequest(), body })).toEqual(parsed);
  });

  it('is read without a stream, as tests and platforms make requests', async () => {
    const request = { headers: {} } as CallbackRequest;
    expect(await readCallback({ request, body: JSON.parse(json.toString()) as unknown })).toEqual(parsed);
    expect(await outcome(readCallback({ request, body: {} }))).toBe('body.empty');
  });

  it('is held to the charset of its bytes', async () => {
    const request = await readRequest({ 'content-type': 'application/xml; charset=utf-16le' });
    expect(await readCallback({ request, body: Buffer.from(xml.toString(), 'utf16le') })).toEqual(parsed);
  });
});

describe('a body that is lost', () => {
  it.each([undefined, null, {}, '', Buffer.alloc(0), [], 7, Object.create(null) as object])(
    'with %j in its place',
    async (body) => {
      const error: unknown = await readCallback({ request: await readRequest(), body }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ code: 'body.consumed', status: 500, expose: false });
      expect(error).toHaveProperty('message', expect.stringMatching(/before the body parser.*rawBody/));
    },
  );

  it('in part', async () => {
    const request = madeRequest([xml.subarray(0, 500), xml.subarray(500)]);
    request.read(10);
    expect(await outcome(readCallback({ request, body: {} }))).toBe('body.consumed');
  });

  it.each([
    ['XML', { '<Response>\n<EventName>TaskFinish</EventName>': '' }],
    ['XML with a declaration', { '<?xml version': '"1.0"?><Response/>' }],
    ['XML behind a byte order mark', { '\uFEFF \n<Response>': '' }],
    ['JSON', { '{"EventName":"TaskFinish"}': '' }],
  ])('to a form parser: %s', async (_, body) => {
    const request = await readRequest({ 'content-type': form });
    await expect(readCallback({ request, body })).rejects.toMatchObject({ code: 'body.consumed', status: 500 });
  });

  it('before anything was sent is not lost but empty', async () => {
    expect(await outcome(readCallback({ request: await readRequest({}, Buffer.alloc(0)), body: {} }))).toBe(
      'body.empty',
    );
    expect(await outcome(readCallback({ request: await readRequest({ 'content-length': '0' }), body: {} }))).toBe(
      'body.empty',
    );
  });

  it('can be {} indeed, and then the sender is to blame', async () => {
    const request = await readRequest({ 'content-type': 'application/json', 'content-length': '2' }, Buffer.from('{}'));
    await expect(readCallback({ request, body: {} })).rejects.toMatchObject({ status: 422 });
  });
});

describe('a body of another kind', () => {
  it.each([
    ['a form', form, 'a=1&b=2'],
    ['an image', 'image/png', '\u0089PNG\r\n'],
    ['text', '', 'hello'],
  ])('is refused by its content: %s', async (_, contentType, content) => {
    const request = madeRequest([Buffer.from(content, 'latin1')], { 'content-type': contentType });
    await expect(readCallback({ request })).rejects.toMatchObject({ code: 'body.unsupported_type', status: 415 });
  });

  it('is refused: a form that a parser has read', async () => {
    const request = await readRequest({ 'content-type': `${form};charset=utf-8` });
    expect(await outcome(readCallback({ request, body: { a: '1', b: ['2', '3'] } }))).toBe('body.unsupported_type');
  });

  it('is not refused because a parser was told to take a form for XML', async () => {
    const request = await readRequest({ 'content-type': form });
    expect(await readCallback({ request, body: (await parseStringPromise(xml)) as unknown })).toEqual(parsed);
  });

  it.each([undefined, {}, { field: 'value' }])('is refused: one of several parts, with the body %j', async (body) => {
    const headers = { 'content-type': 'Multipart/Form-Data; boundary=x' };
    expect(await outcome(readCallback({ request: madeRequest([xml], headers), body }))).toBe('body.unsupported_type');
    expect(await outcome(readCallback({ request: await readRequest(headers), body }))).toBe('body.unsupported_type');
  });
});

describe('over a socket', () => {
  let service: Service | undefined;
  afterEach(() => service?.close());

  const consume = async (request: CallbackRequest): Promise<Partial<BodySource>> => {
    await buffer(request as IncomingMessage);
    return { body: {} };
  };

  it.each([
    ['a body that was read before', transmissions.plain(xml), 'body.consumed'],
    ['a chunked body that was read before', transmissions.chunked(xml), 'body.consumed'],
    ['an empty body that was read before', whole(Buffer.alloc(0)), 'body.empty'],
    ['a GET that was read before', { method: 'GET' }, 'body.empty'],
  ])('does not wait for %s', async (_, message, expected) => {
    service = await serve(reader({}, consume));
    expect((await send(service.port, message)).body).toBe(expected);
  });
});

describe('options', () => {
  it.each([
    { limits: { bytes: 0 } },
    { limits: { bytes: 1.5 } },
    { limits: { bytes: Number.NaN } },
    { limits: { bytes: '1mb' as unknown as number } },
    { validation: 'loose' as 'lenient' },
  ])('are refused before any request: %j', (options) => {
    expect(() => createCallbackReader(options)).toThrow(TypeError);
  });

  it('reach the parser', async () => {
    const body = { EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j', Operation: {} }] };
    const request = { headers: {} } as CallbackRequest;
    expect(await readCallback({ request, body })).toMatchObject(body);
    expect(await outcome(readCallback({ request, body }, { validation: 'strict' }))).toBe('validation.failed');
  });
});

it('gives the body alone as well, for whoever checks it before parsing', async () => {
  const body = await readBody({ request: madeRequest([xml]) }, 10_000);
  expect(Buffer.from(body as Uint8Array)).toEqual(xml);
});
