import { gzipSync } from 'node:zlib';

import { chunked, jsonBody, ok, path, request, single, xmlBody, type HttpCase, type Message } from './http-case.ts';

const xml = xmlBody();
const json = jsonBody();
const formType = 'Content-Type: application/x-www-form-urlencoded';

function read(title: string, message: Message): HttpCase {
  return single(title, message, ok, { handled: ['v1'] });
}

function typed(type: string, body: string | Uint8Array, ...headers: readonly string[]): Message {
  return { body, headers: [`Content-Type: ${type}`, ...headers] };
}

/** What must not depend on the body parsers that have had the request before. */
export const parsedCases: readonly HttpCase[] = [
  single('GET', { method: 'GET', target: path }, ok),
  single(
    'PUT',
    { method: 'PUT', ...typed('application/json', json) },
    { status: 405, code: 'request.method_not_allowed', headers: { allow: 'GET, HEAD, POST' } },
  ),
  single(
    'no token',
    { target: path, ...typed('application/json', json) },
    { status: 401, code: 'auth.missing', headers: { 'www-authenticate': 'Token' } },
  ),
  single('no body', typed('application/json', ''), { status: 400, code: 'body.empty' }),
  single('no job', typed('application/json', '{"EventName":"TaskFinish"}'), { status: 422, code: 'validation.failed' }),
  single(
    'the probe of content moderation',
    typed('application/json', '{"code":0,"message":"Test request when setting callback url","data":{"url":"x"}}'),
    ok,
  ),
  read('XML', typed('application/xml', xml)),
  read('XML without a Content-Type', { body: xml }),
  read('XML as a form', { body: xml, headers: [formType] }),
  read('XML in chunks', chunked(xml)),
  read('JSON', typed('application/json', json)),
  read('JSON as text', typed('text/plain', json)),
  read('JSON in gzip', typed('application/json', gzipSync(json), 'Content-Encoding: gzip')),
  {
    title: 'a callback that comes again in another form',
    exchanges: [typed('application/json', json), typed('application/xml', xml), typed('application/json', json)].map(
      (message) => ({
        send: request(message),
        answers: [ok],
      }),
    ),
    handled: ['v1'],
  },
];
