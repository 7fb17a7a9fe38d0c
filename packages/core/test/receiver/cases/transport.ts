import { Buffer } from 'node:buffer';

import {
  chunked,
  notHttp,
  ok,
  type Expected,
  path,
  request,
  single,
  token,
  xmlBody,
  type Exchange,
  type HttpCase,
  type Message,
} from '../http-case.ts';

const body = xmlBody();
const target = `${path}?token=${token}`;
const head = `POST ${target} HTTP/1.1\r\nHost: localhost\r\n`;

function bytes(...texts: readonly string[]): Uint8Array {
  return Buffer.from(texts.join(''), 'latin1');
}

/** Bytes that are no request of HTTP; whatever is behind them is lost. */
function malformed(title: string, ...texts: readonly string[]): HttpCase {
  return { title, exchanges: [{ send: bytes(...texts), answers: [notHttp] }] };
}

function pipeline(messages: readonly Message[], answers: Exchange['answers']): readonly Exchange[] {
  return [{ send: Buffer.concat(messages.map(request)), answers }];
}

const framingCases: readonly HttpCase[] = [
  single('chunks of one byte', chunked(body, { size: 1 }), ok, { handled: ['v1'] }),
  single('chunks with extensions', chunked(body, { extension: ';name="smuggled"' }), ok, { handled: ['v1'] }),
  single('chunks with trailers', chunked(body, { trailer: 'X-Smuggled: 1\r\nContent-Type: text/plain\r\n' }), ok, {
    handled: ['v1'],
  }),
  malformed('Content-Length beside chunks', head, 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
  malformed('Content-Length behind chunks', head, 'Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\n\r\n'),
  malformed('two lengths', head, 'Content-Length: 5\r\nContent-Length: 6\r\n\r\n<a/> '),
  malformed('a length that is no number', head, 'Content-Length: +5\r\n\r\n<a/> '),
  malformed('a negative length', head, 'Content-Length: -5\r\n\r\n<a/> '),
  malformed('chunks that are not the last coding', head, 'Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n'),
  malformed('a chunk whose size is no number', head, 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'),
  malformed('a chunk that is longer than it says', head, 'Transfer-Encoding: chunked\r\n\r\n3\r\n<Response>\r\n'),
];

const closing: Expected = { ...ok, closes: true };

const persistenceCases: readonly HttpCase[] = [
  single('a sender that closes the connection', { headers: ['Connection: close'], body }, closing, { handled: ['v1'] }),
  {
    title: 'a sender of HTTP/1.0',
    exchanges: [
      {
        send: bytes(`POST ${target} HTTP/1.0\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n`, body),
        answers: [closing],
      },
    ],
    handled: ['v1'],
  },
];

const headerCases: readonly HttpCase[] = [
  single('a line break in a parameter', { target: `${target}&a=%0d%0aX-Smuggled:%201`, body }, ok, { handled: ['v1'] }),
  single(
    'a line break in the token',
    { target: `${path}?token=${token}%0d%0aX-Smuggled:%201`, body },
    { status: 401, code: 'auth.failed', headers: { 'www-authenticate': 'Token' } },
  ),
  single('text beyond ASCII in a header', { headers: ['X-Smuggled: \u00e9'], body }, ok, { handled: ['v1'] }),
  single('many headers', { headers: Array.from({ length: 100 }, (_, index) => `X-Smuggled-${index}: 1`), body }, ok, {
    handled: ['v1'],
  }),
  malformed('a header folded over two lines', head, 'X-A: 1\r\n smuggled: 1\r\n\r\n'),
  malformed('a bare line feed in a header', head, 'X-A: 1\nX-Smuggled: 1\r\n\r\n'),
  malformed('a bare carriage return in a header', head, 'X-A: 1\rX-Smuggled: 1\r\n\r\n'),
  malformed('a zero byte in a header', head, 'X-A: 1\0smuggled\r\n\r\n'),
  malformed('a space before the colon', head, 'X-Smuggled : 1\r\n\r\n'),
  malformed('a header without a name', head, ': smuggled\r\n\r\n'),
  malformed('no Host', `POST ${target} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`),
  malformed('a space in the target', `POST ${path} smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n`),
  malformed('an unknown method', `SMUGGLED ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
  malformed('another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'),
  {
    title: 'headers that are too long',
    exchanges: [
      {
        send: request({ target: `${path}?token=${token.repeat(1000)}`, body }),
        answers: [{ ...notHttp, status: 431 }],
      },
    ],
  },
];

const missing = { status: 401, code: 'auth.missing', headers: { 'www-authenticate': 'Token' } } as const;

const pipelineCases: readonly HttpCase[] = [
  {
    title: 'pipelined requests are answered in their order',
    exchanges: pipeline(
      [
        { body: xmlBody({ id: 'a1' }) },
        { target: path, body },
        { method: 'GET' },
        { method: 'PUT', body },
        { body: 'none' },
        { body: xmlBody({ id: 'a2' }) },
      ],
      [
        ok,
        missing,
        ok,
        { status: 405, code: 'request.method_not_allowed', headers: { allow: 'GET, HEAD, POST' } },
        { status: 415, code: 'body.unsupported_type' },
        ok,
      ],
    ),
    handled: ['a1', 'a2'],
  },
  {
    title: 'a callback that a refused body contains is no request',
    exchanges: pipeline(
      [
        { target: path, body: request({ body }) },
        { body: request({ body }), headers: ['Content-Type: multipart/mixed'] },
      ],
      [missing, { status: 415, code: 'body.unsupported_type' }],
    ),
  },
  {
    title: 'a pipelined callback behind a body that is too large',
    receiver: { options: { limits: { bytes: 1000 } } },
    exchanges: pipeline(
      [{ body: 'x'.repeat(1500) }, chunked('x'.repeat(1500)), { body }],
      [{ status: 413, code: 'body.too_large' }, { status: 413, code: 'body.too_large' }, ok],
    ),
    handled: ['v1'],
  },
];

/** How requests come over the wire. What is no HTTP is answered by Node's parser, whatever stands behind it. */
export const transportCases: readonly HttpCase[] = [
  ...framingCases,
  ...persistenceCases,
  ...headerCases,
  ...pipelineCases,
];
