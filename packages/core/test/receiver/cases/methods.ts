import { note, ok, path, request, single, xmlBody, type Expected, type HttpCase } from '../http-case.ts';

const notAllowed: Expected = {
  status: 405,
  code: 'request.method_not_allowed',
  headers: { allow: 'GET, HEAD, POST' },
};

const probe = JSON.stringify({
  code: 0,
  message: 'Test request when setting callback url',
  data: { url: note, trace_id: 't1' },
});

/** What methods do, and what a URL is checked with when somebody saves it. */
export const methodCases: readonly HttpCase[] = [
  single('GET needs no token', { method: 'GET', target: path }, ok),
  single('GET with a wrong token', { method: 'GET', target: `${path}?token=sesame-wrong` }, ok),
  single('GET with a body', { method: 'GET', body: xmlBody() }, ok),
  single('HEAD needs no token, and gets no body', { method: 'HEAD', target: path }, { ...ok, isHead: true }),
  ...['PUT', 'PATCH', 'DELETE'].map((method) =>
    single(`${method} with a callback`, { method, body: xmlBody() }, notAllowed),
  ),
  ...['OPTIONS', 'DELETE', 'TRACE'].map((method) => single(`${method} without a body`, { method }, notAllowed)),
  single('PUT without a token', { method: 'PUT', target: path, body: xmlBody() }, notAllowed),
  single(
    'a preflight of CORS',
    { method: 'OPTIONS', headers: ['Origin: https://example.org', 'Access-Control-Request-Method: POST'] },
    notAllowed,
  ),
  single('POST with a callback', { body: xmlBody() }, ok, { handled: ['v1'] }),
  single(
    'POST to an absolute URL',
    { target: `http://localhost${path}?token=sesame-3f9c17ab52e84d60`, body: xmlBody() },
    ok,
    { handled: ['v1'] },
  ),
  single('the probe of content moderation', { body: probe, headers: ['Content-Type: application/json'] }, ok),
  single('the probe without a Content-Type', { body: probe }, ok),
  single('the probe under strict validation', { body: probe }, ok, { receiver: { options: { validation: 'strict' } } }),
  single(
    'the probe without a token',
    { target: path, body: probe },
    { status: 401, code: 'auth.missing', headers: { 'www-authenticate': 'Token' } },
  ),
  {
    title: 'several requests, one after another',
    exchanges: [
      { send: request({ method: 'HEAD', target: path }), answers: [{ ...ok, isHead: true }] },
      { send: request({ body: xmlBody({ id: 'a1' }) }), answers: [ok] },
      { send: request({ method: 'PUT', body: xmlBody() }), answers: [notAllowed] },
      { send: request({ body: probe }), answers: [ok] },
      { send: request({ body: xmlBody({ id: 'a2' }) }), answers: [ok] },
    ],
    handled: ['a1', 'a2'],
  },
];
