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
  if (error instanceof AuthenticationError && error.challenge !== undefined) {
    headers['www-authenticate'] = error.challenge;
  }
  if ((error instanceof AuthenticationError || error instanceof ReceiverError) && error.retryAfter !== undefined) {
    headers['retry-after'] = String(error.retryAfter);
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
