import { Buffer } from 'node:buffer';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { bodies } from '../../node/bodies.ts';
import type { ErrorCode, ReceiverOptions } from '../../../src/index.ts';
import {
  chunked,
  jsonBody,
  note,
  ok,
  single,
  xmlBody,
  type Expected,
  type HttpCase,
  type Message,
} from '../http-case.ts';

const xml = xmlBody();
const json = jsonBody();

function read(
  title: string,
  message: Message,
  handled: string = 'v1',
  options: Partial<ReceiverOptions> = {},
): HttpCase {
  return single(title, message, ok, { receiver: { options }, handled: [handled] });
}

function refused(
  title: string,
  message: Message,
  status: Expected['status'],
  code: ErrorCode,
  options: Partial<ReceiverOptions> = {},
): HttpCase {
  return single(title, message, { status, code }, { receiver: { options } });
}

function type(value: string): readonly string[] {
  return [`Content-Type: ${value}`];
}

const multipart = `--b\r\nContent-Disposition: form-data; name="callback"\r\n\r\n${xml}\r\n--b--\r\n`;

const typeCases: readonly HttpCase[] = [
  ...[
    'application/xml',
    'text/xml; charset=utf-8',
    'text/plain',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    '%%%',
  ].map((value) => read(`XML as ${value}`, { body: xml, headers: type(value) })),
  ...['application/json', 'Application/JSON; Charset="UTF-8"', 'text/plain', 'application/xml'].map((value) =>
    read(`JSON as ${value}`, { body: json, headers: type(value) }),
  ),
  read('XML without a Content-Type', { body: xml }),
  read('JSON without a Content-Type', { body: json }),
  read('two Content-Types', { body: xml, headers: [...type('application/xml'), ...type('text/plain')] }),
  refused(
    'multipart',
    { body: multipart, headers: type('multipart/form-data; boundary=b') },
    415,
    'body.unsupported_type',
  ),
  refused(
    'a form',
    { body: `a=${note}&b=2`, headers: type('application/x-www-form-urlencoded') },
    415,
    'body.unsupported_type',
  ),
  refused('plain text', { body: note, headers: type('text/plain') }, 415, 'body.unsupported_type'),
  refused('plain text as JSON', { body: note, headers: type('application/json') }, 400, 'json.unexpected_token'),
  refused('plain text as XML', { body: note, headers: type('application/xml') }, 400, 'xml.text_outside_root'),
];

const charsetCases: readonly HttpCase[] = [
  read('us-ascii', { body: xml, headers: type('text/xml; charset=us-ascii') }),
  read('UTF-8 beyond ASCII', { body: xmlBody({ id: '中' }), headers: type('text/xml; charset=utf-8') }, '中'),
  read(
    'GBK',
    { body: Buffer.from(xmlBody({ id: '\u00d6\u00d0' }), 'latin1'), headers: type('text/xml; charset=GBK') },
    '中',
  ),
  read('UTF-16 with a byte order mark', { body: Buffer.from(`\uFEFF${xmlBody({ id: '中' })}`, 'utf16le') }, '中'),
  read('UTF-8 with a byte order mark', { body: `\uFEFF${json}`, headers: type('application/json') }),
  refused('unknown charset', { body: xml, headers: type('text/xml; charset=utf-9') }, 415, 'body.unsupported_charset'),
  refused(
    'bytes that are no UTF-8',
    { body: Buffer.from(xmlBody({ id: '\u00d6\u00d0' }), 'latin1') },
    400,
    'body.invalid_encoding',
  ),
  refused(
    'JSON that is no UTF-8',
    { body: Buffer.from(jsonBody({ id: '\u00d6\u00d0' }), 'latin1') },
    400,
    'body.invalid_encoding',
  ),
];

function encoded(coding: string, body: string | Uint8Array): Message {
  return { body, headers: [`Content-Encoding: ${coding}`] };
}

const limit = 2000;
const limited: Partial<ReceiverOptions> = { limits: { bytes: limit } };
const bomb = ' '.repeat(20_000_000);

const encodingCases: readonly HttpCase[] = [
  read('gzip', encoded('gzip', gzipSync(xml))),
  read('X-GZip', encoded('X-GZip', gzipSync(xml))),
  read('deflate', encoded('deflate', deflateSync(xml))),
  read('deflate without its header', encoded('deflate', deflateRawSync(xml))),
  read('br', encoded('br', brotliCompressSync(json))),
  read('identity', encoded('identity', xml)),
  read('gzip in gzip', encoded('gzip, gzip', gzipSync(gzipSync(xml)))),
  read('gzip in br, by two headers', {
    body: brotliCompressSync(gzipSync(xml)),
    headers: ['Content-Encoding: gzip', 'Content-Encoding: br'],
  }),
  refused('unknown encoding', encoded('zstd', gzipSync(xml)), 415, 'body.unsupported_encoding'),
  refused('five encodings', encoded('gzip, gzip, gzip, gzip, gzip', gzipSync(xml)), 415, 'body.unsupported_encoding'),
  refused('no gzip', encoded('gzip', xml), 400, 'body.invalid_compression'),
  refused('gzip that is cut off', encoded('gzip', gzipSync(xml).subarray(0, -20)), 400, 'body.invalid_compression'),
  refused(
    'br that is cut off',
    encoded('br', brotliCompressSync(xml).subarray(0, -9)),
    400,
    'body.invalid_compression',
  ),
  refused('a gzip bomb', encoded('gzip', gzipSync(bomb)), 413, 'body.too_large'),
  refused('a br bomb', encoded('br', brotliCompressSync(bomb)), 413, 'body.too_large'),
  refused('a bomb in a bomb', encoded('gzip, gzip', gzipSync(gzipSync(bomb))), 413, 'body.too_large'),
  refused('gzip of nothing', encoded('gzip', gzipSync('')), 400, 'body.empty'),
  refused(
    'gzip of one byte more than may be',
    encoded('gzip', gzipSync(xml.padEnd(limit + 1))),
    413,
    'body.too_large',
    limited,
  ),
  read('gzip of as many bytes as may be', encoded('gzip', gzipSync(xml.padEnd(limit))), 'v1', limited),
];

const sizeCases: readonly HttpCase[] = [
  read('as many bytes as may be', { body: xml.padEnd(limit) }, 'v1', limited),
  read('as many bytes as may be, in chunks', chunked(xml.padEnd(limit)), 'v1', limited),
  refused('one byte more', { body: xml.padEnd(limit + 1) }, 413, 'body.too_large', limited),
  refused('one byte more, in chunks', chunked(xml.padEnd(limit + 1)), 413, 'body.too_large', limited),
  refused('twice as many bytes in chunks', chunked(xml.padEnd(2 * limit)), 413, 'body.too_large', limited),
  refused('no bytes', { body: '' }, 400, 'body.empty'),
  refused('no bytes, in chunks', chunked(''), 400, 'body.empty'),
  refused('neither Content-Length nor chunks', {}, 400, 'body.empty'),
  refused('white space alone', { body: ' \n\t ' }, 400, 'body.empty'),
  refused('a byte order mark alone', { body: '\uFEFF' }, 400, 'body.empty'),
];

// It has all fields, so that the changed one is all that there is to complain of.
const documented = new TextDecoder().decode(bodies.JSON);

const nested = (depth: number): string => `<Response>${'<A>'.repeat(depth)}${'</A>'.repeat(depth)}</Response>`;

const contentCases: readonly HttpCase[] = [
  refused('XML that nests too deep', { body: nested(100) }, 413, 'limit.depth'),
  refused('JSON that nests too deep', { body: `{"A":${'['.repeat(100)}${']'.repeat(100)}}` }, 413, 'limit.depth'),
  refused('too many elements', { body: xml }, 413, 'limit.elements', { limits: { elements: 3 } }),
  refused('too many values of JSON', { body: json }, 413, 'limit.elements', { limits: { elements: 3 } }),
  refused('too many attributes', { body: '<Response a="1" b="2"/>' }, 413, 'limit.attributes', {
    limits: { attributes: 1 },
  }),
  refused('XML that is cut off', { body: xml.slice(0, -10) }, 400, 'xml.unexpected_end'),
  refused('tags that do not match', { body: `<Response><A>${note}</B></Response>` }, 400, 'xml.mismatched_tag'),
  refused('text behind the root', { body: `${xml}${note}` }, 400, 'xml.text_outside_root'),
  refused('JSON that is cut off', { body: json.slice(0, -1) }, 400, 'json.unexpected_end'),
  refused('JSON with a comma too many', { body: `{"UserData":"${note}",}` }, 400, 'json.unexpected_token'),
  refused(
    'a DOCTYPE',
    { body: `<!DOCTYPE Response [<!ENTITY a "${note}">]><Response>&a;</Response>` },
    400,
    'xml.doctype',
  ),
  refused('a DOCTYPE of a file', { body: '<!DOCTYPE r SYSTEM "file:///etc/hostname"><r/>' }, 400, 'xml.doctype'),
  refused(
    'an entity that is not defined',
    { body: `<Response><A>${note}&lol9;</A></Response>` },
    400,
    'xml.undefined_entity',
  ),
  refused('another root', { body: `<Other>${note}</Other>` }, 422, 'mapping.wrong_root'),
  refused('a JSON that is no object', { body: `["${note}"]` }, 422, 'mapping.wrong_root'),
  refused(
    'a job without JobId',
    { body: `<Response><JobsDetail><UserData>${note}</UserData></JobsDetail></Response>` },
    422,
    'validation.failed',
  ),
  refused('no job', { body: '{"EventName":"TaskFinish"}' }, 422, 'validation.failed'),
  refused(
    'a value that strict validation does not know',
    { body: documented.replace(/("State": *)"Success"/, `$1"${note}"`) },
    422,
    'validation.failed',
    { validation: 'strict' },
  ),
  refused(
    'a text where the schema has a number',
    { body: `{"EventName":"ReviewText","JobsDetail":{"JobId":"t1","Result":"${note}"}}` },
    422,
    'mapping.failed',
  ),
  refused(
    'a field that strict validation does not know',
    { body: json.replace('UserData', 'UserDate') },
    422,
    'validation.failed',
    { validation: 'strict' },
  ),
];

/** What may be in a request's body. */
export const bodyCases: readonly HttpCase[] = [
  ...typeCases,
  ...charsetCases,
  ...encodingCases,
  ...sizeCases,
  ...contentCases,
];
