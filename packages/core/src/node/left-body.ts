import { BodyError } from '../errors/index.ts';
import { isBytes } from '../platform/bytes.ts';
import type { BodyInMemory } from '../receiver/http-exchange.ts';
import { readContentLength, readHeader, type BodySource, type CallbackRequest } from './request.ts';

/** Whether a value is a body as it was sent, and not an empty one. */
export function isSentBody(value: unknown): value is Uint8Array | string {
  return (typeof value === 'string' || isBytes(value)) && value.length > 0;
}

/**
 * Gives what a body parser has left, unless that is only the `{}` by which parsers say that they have read nothing.
 * @throws {BodyError} `body.consumed` if a parser for forms has torn the callback, `body.unsupported_type` if it is a form indeed
 */
export function findLeftBody({ request, body }: BodySource): BodyInMemory | undefined {
  if (isSentBody(body)) return body;
  if (typeof body !== 'object' || body === null || isBytes(body)) return undefined;
  const names = Object.keys(body);
  if (names.length === 0) return isEmptyObjectSent(request) ? body : undefined;
  // A form parser takes a callback's text for the name of a field.
  if (/^\s*[<{[]/.test(names[0] ?? '')) {
    throw bodyConsumed('A parser for forms has read the callback, because its Content-Type says so, and has torn it.');
  }
  if (mediaTypeOf(request) === 'application/x-www-form-urlencoded' && Object.values(body).every(isFormValue)) {
    throw new BodyError('body.unsupported_type', 'The body is a form, not a callback.');
  }
  return body;
}

/** The Content-Type in lower case, without parameters. */
function mediaTypeOf(request: CallbackRequest): string {
  const [type = ''] = (readHeader(request, 'content-type') ?? '').split(';');
  return type.trim().toLowerCase();
}

/** The server has lost the body by the way it is set up; `what` has happened. */
export function bodyConsumed(what: string): BodyError {
  return new BodyError(
    'body.consumed',
    `${what} Put callbackReceiver or callbackParser before the body parser, or keep the bytes as request.rawBody: ` +
      `{ verify: (request, response, bytes) => { request.rawBody = bytes; } } is the option for that of Express' parsers.`,
  );
}

/** Whether `{}` can be what was sent: JSON, and so short that nothing else fits. */
function isEmptyObjectSent(request: CallbackRequest): boolean {
  const length = readContentLength(request) ?? 0;
  return length > 0 && length <= 16 && /[/+]json$/.test(mediaTypeOf(request));
}

function isFormValue(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((entry) => typeof entry === 'string'));
}
