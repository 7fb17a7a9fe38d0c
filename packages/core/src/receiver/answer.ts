import { AuthenticationError, ReceiverError, type CallbackError } from '../errors/index.ts';
import type { ReceiverAnswer } from './http-exchange.ts';

/** The callback was handled, now or before; or it was accepted; or there was none, and all is well. */
export const answerOk: ReceiverAnswer = /* @__PURE__ */ answer(200, 'ok');

/** Says no more than the error's status and code: nothing of what came, and nothing of what went wrong inside. */
export function answerError(error: CallbackError): ReceiverAnswer {
  return answer(error.status, error.code, headersOf(error));
}

function headersOf(error: CallbackError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error.code === 'request.method_not_allowed') headers['allow'] = 'GET, HEAD, POST';
  // What is left of a body that came too slowly is not waited for.
  if (error.code === 'body.timeout') headers['connection'] = 'close';
  // An authenticator may have made it of what came. Where a header can't hold it, platforms throw, and nobody gets an answer.
  if (error instanceof AuthenticationError && /^[\t -~]+$/.test(error.challenge ?? '')) {
    headers['www-authenticate'] = error.challenge ?? '';
  }
  if (error instanceof AuthenticationError || error instanceof ReceiverError) {
    const { retryAfter = Number.NaN } = error;
    // Whole seconds (RFC 9110, 10.2.3).
    if (Number.isFinite(retryAfter)) headers['retry-after'] = String(Math.max(0, Math.ceil(retryAfter)));
  }
  return headers;
}

function answer(status: number, code: string, headers: Readonly<Record<string, string>> = {}): ReceiverAnswer {
  const body = `{"code":"${code}"}`;
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body,
  };
}
