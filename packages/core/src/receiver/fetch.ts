import { pathAndQuery } from './request-target.ts';
import { BodyError, CallbackError } from '../errors/index.ts';
import { decodeContent, readContentEncodings } from '../decode/content-encoding.ts';
import { bodyTimeout, tooLarge } from '../decode/body-limits.ts';
import { emptyBody } from '../decode/detect-format.ts';
import { ignore, readWebStream, type WebStream, type WebStreamReader } from '../decode/read-web-stream.ts';
import type { BodyLimits, ReceiverAnswer, ReceiverRequest } from './http-exchange.ts';
import type { WebHeaders, WebInstance } from '../platform/web-types.ts';

/** What is used of a Request of the Fetch standard. */
export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: WebHeaders;
  readonly body: WebStream | null;
  readonly bodyUsed: boolean;
}

/** What the platform tells and does beside the request; workers hand on their own context. */
export interface FetchContext {
  /** The address at the other end of the connection, for `ipAllow`. */
  readonly remoteAddress?: string | undefined;
  /** Keeps a worker alive while handlers go on after the answer. */
  waitUntil?(work: Promise<unknown>): void;
}

/** A Response of the Fetch standard, as far as the program's types have one. */
export type FetchResponse = WebInstance<'Response'>;

type Receive = (request: ReceiverRequest) => Promise<ReceiverAnswer>;

export async function answerFetch(
  receive: Receive,
  request: FetchRequest,
  context: FetchContext | undefined,
): Promise<FetchResponse> {
  return responseOf(await receive(requestOfFetch(request, context)), request.method);
}

export function requestOfFetch(request: FetchRequest, context: FetchContext | undefined): ReceiverRequest {
  const { remoteAddress } = context ?? {};
  return {
    method: request.method,
    url: pathAndQuery(request.url),
    remoteAddress: typeof remoteAddress === 'string' ? remoteAddress : undefined,
    headers: request.headers,
    header: (name) => request.headers.get(name) ?? undefined,
    readBody: (limits) => readFetchBody(request, limits),
    waitUntil(work) {
      if (typeof context?.waitUntil === 'function') context.waitUntil(work);
    },
  };
}

export function responseOf(answer: ReceiverAnswer, method: string): FetchResponse {
  const { status, headers, body } = answer;
  // A connection is the platform's business here.
  const { connection: _, ...ownHeaders } = headers;
  return new Response(method === 'HEAD' ? null : body, { status, headers: ownHeaders });
}

async function readFetchBody(request: FetchRequest, { bytes: maxBytes, readingTime }: BodyLimits): Promise<Uint8Array> {
  const { headers } = request;
  // Headers of the standard have no space around a value.
  if (/^multipart\//i.test(headers.get('content-type') ?? '')) {
    throw new BodyError('body.unsupported_type', 'The body is in several parts; a callback is XML or JSON alone.');
  }
  if (request.bodyUsed || request.body?.locked === true) {
    throw new BodyError(
      'body.consumed',
      'The body was read before: give the receiver the request that nobody has read.',
    );
  }
  const length = headers.get('content-length') ?? '';
  if (/^\d+$/.test(length) && Number(length) > maxBytes) throw tooLarge(maxBytes);
  const codings = readContentEncodings(headers.get('content-encoding'));
  if (request.body === null) throw emptyBody();
  const bytes = await readInTime(request.body.getReader(), maxBytes, readingTime);
  if (bytes.length === 0) throw emptyBody();
  return codings.length === 0 ? bytes : decodeContent(bytes, codings, maxBytes);
}

async function readInTime(reader: WebStreamReader, maxBytes: number, milliseconds: number): Promise<Uint8Array> {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    void reader.cancel().catch(ignore);
  }, milliseconds);
  try {
    const bytes = await readWebStream(reader, maxBytes);
    if (isOver) throw bodyTimeout(milliseconds);
    return bytes;
  } catch (cause) {
    if (isOver) throw bodyTimeout(milliseconds);
    if (cause instanceof CallbackError) throw cause;
    throw new BodyError('body.aborted', 'The connection was closed before the body had come to its end.', { cause });
  } finally {
    clearTimeout(timer);
  }
}
