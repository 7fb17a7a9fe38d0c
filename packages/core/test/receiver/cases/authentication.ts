import { Buffer } from 'node:buffer';

import {
  all,
  AuthenticationError,
  ipAllow,
  isTaskFinish,
  signCallbackUrl,
  signedUrl,
  urlToken,
  type Authenticator,
} from '../../../src/index.ts';
import {
  oldToken,
  ok,
  path,
  request,
  single,
  token,
  xmlBody,
  type Expected,
  type HttpCase,
  type Message,
} from '../http-case.ts';

const body = xmlBody();

function challenged(code: 'auth.missing' | 'auth.failed' | 'auth.expired', challenge = 'Token'): Expected {
  return { status: 401, code, headers: { 'www-authenticate': challenge } };
}

/** A callback that must come in, or be refused without any handler being called. */
function authCase(title: string, auth: Authenticator, message: Message, answer: Expected = ok): HttpCase {
  const handled = answer.status === 200 ? ['v1'] : [];
  return single(title, { body, ...message }, answer, { receiver: { options: { auth } }, handled });
}

const inQuery = urlToken(token);
const rotating = urlToken([token, oldToken]);

const queryCases: readonly HttpCase[] = [
  ...(
    [
      ['right', `token=${token}`, ok],
      ['behind other parameters', `a=1&b&token=${token}&c=%ZZ`, ok],
      ['percent-encoded', `token=${token.replaceAll('-', '%2D')}`, ok],
      ['with an encoded name', `%74oken=${token}`, ok],
      ['wrong in its last character', `token=${token.slice(0, -1)}1`, challenged('auth.failed')],
      ['in other letters', `token=${token.toUpperCase()}`, challenged('auth.failed')],
      ['with a space behind it', `token=${token}%20`, challenged('auth.failed')],
      ['with a zero byte behind it', `token=${token}%00`, challenged('auth.failed')],
      ['empty', 'token=', challenged('auth.failed')],
      ['without a value', 'token', challenged('auth.failed')],
      ['under another name', `Token=${token}`, challenged('auth.missing')],
      ['as an array', `token[]=${token}`, challenged('auth.missing')],
      ['twice the same', `token=${token}&token=${token}`, challenged('auth.failed')],
      ['right, then wrong', `token=${token}&token=sesame-wrong`, challenged('auth.failed')],
      ['wrong, then right', `token=sesame-wrong&token=${token}`, challenged('auth.failed')],
      ['with a broken escape', `token=${token}%`, challenged('auth.failed')],
      ['with an escape that is no UTF-8', `token=${token}%ff`, challenged('auth.failed')],
      ['of 4,000 characters', `token=${token.repeat(200)}`, challenged('auth.failed')],
      ['that was not taken out of use', `token=${oldToken}`, challenged('auth.failed')],
    ] as const
  ).map(([title, query, answer]) => authCase(`token ${title}`, inQuery, { target: `${path}?${query}` }, answer)),
  authCase('no query', inQuery, { target: path }, challenged('auth.missing')),
  authCase('token in the fragment', inQuery, { target: `${path}#?token=${token}` }, challenged('auth.missing')),
  authCase(
    'token in a header where the query should have it',
    inQuery,
    { target: path, headers: [`X-Ci-Callback-Token: ${token}`] },
    challenged('auth.missing'),
  ),
  authCase('token in the body', inQuery, { target: path, body: `token=${token}` }, challenged('auth.missing')),
  authCase('the new token during rotation', rotating, {}),
  authCase('the old token during rotation', rotating, { target: `${path}?token=${oldToken}` }),
  authCase(
    'a wrong token during rotation',
    rotating,
    { target: `${path}?token=sesame-wrong` },
    challenged('auth.failed'),
  ),
];

const inPath = urlToken(token, { in: 'path' });
const notFound: Expected = { status: 404, code: 'auth.not_found' };

const pathCases: readonly HttpCase[] = [
  authCase('token in the path', inPath, { target: `${path}/${token}` }),
  authCase('token in the path, a slash behind it', inPath, { target: `${path}/${token}/` }),
  authCase('token in the path, a query behind it', inPath, { target: `${path}/${token}?a=/b` }),
  authCase('wrong token in the path', inPath, { target: `${path}/sesame-wrong` }, notFound),
  authCase('no token in the path', inPath, { target: path }, notFound),
  authCase('broken escape in the path', inPath, { target: `${path}/${token}%ZZ` }, notFound),
  authCase('line break in the path', inPath, { target: `${path}/%0d%0aX-Smuggled:%201` }, notFound),
];

const inHeader = urlToken(token, { in: 'header' });
const basic = urlToken(token, { in: 'basic' });
const bearer = urlToken(token, { in: 'header', name: 'authorization' });
const challenge = 'Basic realm="callback", charset="UTF-8"';

function credentials(pair: string): string {
  return `Authorization: Basic ${Buffer.from(pair).toString('base64')}`;
}

const headerCases: readonly HttpCase[] = [
  authCase('token in a header', inHeader, { target: path, headers: [`X-CI-Callback-Token:   ${token}  `] }),
  authCase(
    'wrong token in a header',
    inHeader,
    { headers: ['X-CI-Callback-Token: sesame-wrong'] },
    challenged('auth.failed'),
  ),
  authCase('no token in a header', inHeader, {}, challenged('auth.missing')),
  authCase(
    'token in a header twice',
    inHeader,
    { headers: [`X-CI-Callback-Token: ${token}`, `X-CI-Callback-Token: ${token}`] },
    challenged('auth.failed'),
  ),
  authCase('password', basic, { headers: [credentials(`ci:${token}`)] }),
  authCase('password of somebody without a name', basic, { headers: [credentials(`:${token}`)] }),
  authCase(
    'wrong password',
    basic,
    { headers: [credentials('ci:sesame-wrong')] },
    challenged('auth.failed', challenge),
  ),
  authCase('no password', basic, {}, challenged('auth.missing', challenge)),
  authCase('name alone', basic, { headers: [credentials(token)] }, challenged('auth.failed', challenge)),
  authCase(
    'malformed credentials',
    basic,
    { headers: ['Authorization: Basic ***'] },
    challenged('auth.failed', challenge),
  ),
  authCase(
    'password by another scheme',
    basic,
    { headers: [`Authorization: Digest ${token}`] },
    challenged('auth.missing', challenge),
  ),
  authCase(
    'password twice',
    basic,
    { headers: [credentials(`ci:${token}`), credentials(`ci:${token}`)] },
    challenged('auth.failed', challenge),
  ),
  authCase(
    'right password, then a wrong one',
    basic,
    { headers: [credentials(`ci:${token}`), credentials('ci:sesame-wrong')] },
    challenged('auth.failed', challenge),
  ),
  authCase('bearer token', bearer, { headers: [`Authorization: bearer ${token}`] }),
  authCase(
    'wrong bearer token',
    bearer,
    { headers: ['Authorization: Bearer sesame-wrong'] },
    challenged('auth.failed', 'Bearer'),
  ),
  authCase(
    'bearer token twice',
    bearer,
    { headers: [`Authorization: Bearer ${token}`, `Authorization: Bearer ${token}`] },
    challenged('auth.failed', 'Bearer'),
  ),
];

const elsewhere = '203.0.113.9';
const forbidden: Expected = { status: 403, code: 'auth.forbidden' };
const proxied = ipAllow(['203.0.113.0/24'], { trustProxy: 1 });

const addressCases: readonly HttpCase[] = [
  authCase('address that is allowed', ipAllow(['127.0.0.0/8', '::1']), {}),
  authCase('address that is not', ipAllow(['203.0.113.0/24']), {}, forbidden),
  authCase(
    'forged X-Forwarded-For',
    ipAllow(['203.0.113.0/24']),
    { headers: [`X-Forwarded-For: ${elsewhere}`] },
    forbidden,
  ),
  authCase('X-Forwarded-For of a trusted proxy', proxied, { headers: [`X-Forwarded-For: ${elsewhere}`] }),
  authCase(
    'an entry forged before that of the proxy',
    proxied,
    { headers: [`X-Forwarded-For: ${elsewhere}, 198.51.100.7`] },
    forbidden,
  ),
  authCase(
    'an X-Forwarded-For forged before that of the proxy',
    proxied,
    { headers: [`X-Forwarded-For: ${elsewhere}`, 'X-Forwarded-For: 198.51.100.7'] },
    forbidden,
  ),
  authCase('no X-Forwarded-For from the proxy', proxied, {}, forbidden),
  authCase(
    'allowed address, wrong token',
    all(ipAllow(['127.0.0.1']), inQuery),
    { target: `${path}?token=sesame-wrong` },
    challenged('auth.failed'),
  ),
];

const secret = 'sesame-secret-5d0e9a7c41b8f263-for-links';
const linkAuth = signedUrl({ secrets: secret });
const hour = 3_600_000;
const sign = async (lifetime: number, claims = {}, by = secret): Promise<string> => {
  const url = await signCallbackUrl(`http://localhost${path}`, {
    secret: by,
    expires: new Date(Date.now() + lifetime),
    claims,
  });
  return url.slice('http://localhost'.length);
};
const link = await sign(hour, { name: 'VoiceSeparate' });
const unsigned = challenged('auth.failed');

const linkCases: readonly HttpCase[] = [
  authCase('signed URL', linkAuth, { target: link }),
  authCase('signed URL for no job in particular', linkAuth, { target: await sign(hour) }),
  authCase('URL that is not signed', linkAuth, {}, challenged('auth.missing')),
  authCase(
    'signed URL with a changed signature',
    linkAuth,
    { target: link.slice(0, -2) + (link.endsWith('AA') ? 'BB' : 'AA') },
    unsigned,
  ),
  authCase('signed URL that is cut off', linkAuth, { target: link.slice(0, -9) }, unsigned),
  authCase(
    'signed URL with its signature twice',
    linkAuth,
    { target: `${link}&${link.slice(link.indexOf('?') + 1)}` },
    unsigned,
  ),
  authCase('URL signed with another secret', linkAuth, { target: await sign(hour, {}, `${secret}-other`) }, unsigned),
  authCase('signed URL that has expired', linkAuth, { target: await sign(-hour) }, challenged('auth.expired')),
  authCase('signed URL of another job', linkAuth, { target: await sign(hour, { name: 'Transcode' }) }, forbidden),
];

const known: Authenticator = () => ({
  confirm: (callback) => {
    const isKnown = isTaskFinish(callback) && callback.JobsDetail.every(({ JobId }) => JobId === 'v1');
    return isKnown ? { callback } : new AuthenticationError('auth.forbidden', 'Nobody has submitted this job.');
  },
});
const limited: Authenticator = () => new AuthenticationError('auth.rate_limited', 'Too much.', { retryAfter: 30 });
const unavailable: Expected = { status: 503, code: 'auth.unavailable', headers: { 'retry-after': '5' } };

const whole = `${path}?token=${token}&a=%2F+b//..`;
const asSent: Authenticator = ({ url, method, header }) =>
  url === whole && method === 'POST' && header('x-own') === '1, 2' && header('x-other') === undefined;

const ownCases: readonly HttpCase[] = [
  authCase('authenticator that wants path and query as sent', asSent, {
    target: whole,
    headers: ['X-Own: 1', 'X-OWN: 2'],
  }),
  authCase('authenticator that wants path and query of an absolute URL', asSent, {
    target: `http://localhost${whole}`,
    headers: ['X-Own: 1', 'X-OWN: 2'],
  }),
  authCase('job that was submitted', all(inQuery, known), {}),
  authCase('forged job', all(inQuery, known), { body: xmlBody({ id: 'v2' }) }, forbidden),
  authCase(
    'sender that comes too often',
    limited,
    {},
    { status: 429, code: 'auth.rate_limited', headers: { 'retry-after': '30' } },
  ),
  authCase(
    'authenticator that tells in a header what came',
    ({ url }) => new AuthenticationError('auth.failed', 'No.', { challenge: decodeURIComponent(url) }),
    { target: `${path}?a=%0d%0aX-Smuggled:%201%e4%b8%ad` },
    { status: 401, code: 'auth.failed' },
  ),
  authCase('authenticator that refuses', () => false, {}, { status: 401, code: 'auth.failed' }),
  authCase('authenticator that gives nothing', (() => undefined) as never, {}, unavailable),
  authCase(
    'authenticator that throws',
    () => {
      throw new Error('no database');
    },
    {},
    unavailable,
  ),
  authCase('authenticator that rejects', () => Promise.reject(new Error('no database')), {}, unavailable),
  {
    title: 'refused sender that comes again with the token',
    exchanges: [
      { send: request({ target: `${path}?token=sesame-wrong`, body }), answers: [challenged('auth.failed')] },
      { send: request({ body }), answers: [ok] },
    ],
    handled: ['v1'],
  },
];

/** Who may send callbacks. */
export const authenticationCases: readonly HttpCase[] = [
  ...queryCases,
  ...pathCases,
  ...headerCases,
  ...addressCases,
  ...linkCases,
  ...ownCases,
];
