import { Buffer } from 'node:buffer';

import type { ErrorCode, Receiver, ReceiverOptions } from '../../src/index.ts';
import type { Witness } from './witness.ts';

/** Where every stack has its receiver; behind it there may be one more segment. */
export const path = '/hooks/ci-callback';

/** Every token of the cases begins alike, so that none can come to light unnoticed. */
export const token = 'sesame-3f9c17ab52e84d60';
export const oldToken = 'sesame-b04d6e21c8f7935a';

/** Stands in every body, and nowhere else. */
export const note = 'confidential-note';

/** What must be in no answer, no log line and no event: tokens, in Base64 too, the text of bodies, and smuggled headers. */
export const forbidden: readonly RegExp[] = [/sesame/i, /c2VzYW1l|Y2k6c2Vz|zZXNhbW/, new RegExp(note), /smuggled/i];

/** How the receiver of a case differs from the usual one: a token in the query, and a handler for voice separations. */
export interface ReceiverSetup {
  readonly options?: Partial<ReceiverOptions>;
  readonly register?: (receiver: Receiver, witness: Witness) => unknown;
}

/** What must come back. */
export interface Expected {
  readonly status: number;
  /** Undefined where not the receiver answers, but what stands before it: Node's parser, a framework. */
  readonly code: ErrorCode | 'ok' | undefined;
  /** Those of Allow, Retry-After and WWW-Authenticate that there must be; the others must not. */
  readonly headers?: Readonly<Record<string, string | RegExp>>;
  readonly isHead?: boolean;
  /** Whether the connection ends with the answer. */
  readonly closes?: boolean;
}

/** Some bytes, with as many requests in them as there are answers. */
export interface Exchange {
  readonly send: Uint8Array;
  readonly answers: readonly Expected[];
}

export interface HttpCase {
  readonly title: string;
  readonly receiver?: ReceiverSetup;
  /** On one connection, each after the one before has been answered. */
  readonly exchanges: readonly Exchange[];
  /** The identities of the jobs that handlers get; none where nothing is said. */
  readonly handled?: readonly string[];
}

export interface Message {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
}

/** A request as bytes. Content-Length is added to a body unless a header delimits it. */
export function request({
  method = 'POST',
  target = `${path}?token=${token}`,
  headers = [],
  body,
}: Message): Uint8Array {
  const isDelimited = headers.some((header) => /^(?:content-length|transfer-encoding):/i.test(header));
  const bytes = Buffer.from(body ?? '');
  const length = body === undefined || isDelimited ? [] : [`Content-Length: ${bytes.length}`];
  const head = [`${method} ${target} HTTP/1.1`, 'Host: localhost', ...headers, ...length, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
}

/** A body in chunks (RFC 9112, 7.1), with the header that says so. */
export function chunked(
  body: string | Uint8Array,
  { size = 100, extension = '', trailer = '' } = {},
): { readonly headers: readonly string[]; readonly body: Uint8Array } {
  const bytes = Buffer.from(body);
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    const piece = bytes.subarray(start, start + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}${extension}\r\n`), piece, Buffer.from('\r\n'));
  }
  pieces.push(Buffer.from(`0\r\n${trailer}\r\n`));
  return { headers: ['Transfer-Encoding: chunked'], body: Buffer.concat(pieces) };
}

/** A case of one request and one answer. */
export function single(
  title: string,
  message: Message,
  answer: Expected,
  more: Pick<HttpCase, 'receiver' | 'handled'> = {},
): HttpCase {
  return { title, exchanges: [{ send: request(message), answers: [answer] }], ...more };
}

export const ok: Expected = { status: 200, code: 'ok' };

/** What Node's parser answers before any program sees the request. */
export const notHttp: Expected = { status: 400, code: undefined, closes: true };

interface Job {
  readonly id?: string;
  readonly tag?: string;
  readonly event?: string;
}

export function xmlBody(...jobs: readonly Job[]): string {
  const details = (jobs.length === 0 ? [{}] : jobs).map(
    ({ id = 'v1', tag = 'VoiceSeparate' }: Job) =>
      `<JobsDetail><JobId>${id}</JobId><State>Success</State><Tag>${tag}</Tag><UserData>${note}</UserData></JobsDetail>`,
  );
  return `<Response><EventName>TaskFinish</EventName>${details.join('')}</Response>`;
}

export function jsonBody({ id = 'v1', tag = 'VoiceSeparate', event = 'TaskFinish' }: Job = {}): string {
  return JSON.stringify({
    EventName: event,
    JobsDetail: [{ JobId: id, State: 'Success', Tag: tag, UserData: note }],
  });
}
