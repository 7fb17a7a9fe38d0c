import { Buffer } from 'node:buffer';

import { tooLarge } from '../decode/decode-body.ts';
import { BodyError } from '../index.ts';
import { decodeContent, readContentEncodings } from './content-encoding.ts';
import { readContentLength, readHeader, type CallbackRequest } from './request.ts';

/** String encodings that `setEncoding` can't garble a body with: the bytes that were sent can be had back. */
const lossless: ReadonlySet<string> = new Set(['latin1', 'binary', 'hex', 'base64', 'base64url']);

/**
 * Reads a request's stream to its end and takes the Content-Encoding off. `maxBytes` holds for what comes over the wire and, anew,
 * for what it inflates to. Listening begins before the call returns, so that nothing is missed of a stream that is flowing.
 *
 * @throws {BodyError} `body.too_large` (at once where Content-Length tells), `body.unsupported_encoding`, `body.aborted`,
 * `body.length_mismatch`, `body.invalid_compression`, or `body.consumed` if `setEncoding` has garbled the body
 */
export async function readStream(request: CallbackRequest, maxBytes: number): Promise<Uint8Array> {
  const length = readContentLength(request);
  if (length !== undefined && length > maxBytes) throw tooLarge(maxBytes);
  const codings = readContentEncodings(readHeader(request, 'content-encoding'));
  const { readableEncoding } = request;
  const mayBeGarbled = readableEncoding !== null && !lossless.has(readableEncoding);
  if (mayBeGarbled && codings.length > 0) throw garbled(readableEncoding);

  const bytes = await collect(request, maxBytes);
  if (length !== undefined && length !== bytes.length) {
    if (mayBeGarbled) throw garbled(readableEncoding);
    throw new BodyError('body.length_mismatch', `Content-Length is ${length}, but ${bytes.length} bytes came.`);
  }
  return bytes.length === 0 ? bytes : decodeContent(bytes, codings, maxBytes);
}

/**
 * Collects what is left of a stream. It pulls instead of letting the data flow: that works for paused and for flowing streams, and
 * also where others listen for `readable`, which keeps a stream from flowing.
 */
function collect(request: CallbackRequest, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let received = 0;

    const pull = (): void => {
      for (let chunk = request.read(); chunk !== null; chunk = request.read()) {
        const bytes = toBytes(chunk, request.readableEncoding);
        received += bytes.length;
        if (received > maxBytes) return fail(tooLarge(maxBytes));
        chunks.push(bytes);
      }
    };
    const fail = (error: BodyError): void => {
      stopListening();
      reject(error);
    };
    const end = (): void => {
      // HTTP/2 ends the stream of a request that was cancelled like that of any other.
      if (request.aborted === true) return fail(aborted());
      stopListening();
      resolve(Buffer.concat(chunks));
    };
    const stopListening = listen(request, {
      readable: pull,
      end,
      error: (cause: Error) => fail(aborted({ cause })),
      close: () => fail(aborted()),
    });
    // Where another listener for `readable` was first, the stream doesn't tell a second one what it has told already.
    pull();
  });
}

type Listeners = Readonly<Record<string, (value: never) => void>>;

/** Attaches listeners; the function that it gives takes them off again. */
function listen(request: CallbackRequest, listeners: Listeners): () => void {
  for (const [event, listener] of Object.entries(listeners)) request.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) request.removeListener(event, listener);
  };
}

/** A chunk is text where someone has called `setEncoding`; text is turned back into what it was decoded from. */
function toBytes(chunk: unknown, encoding: string | null): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  return Buffer.from(String(chunk), encoding !== null && Buffer.isEncoding(encoding) ? encoding : 'utf8');
}

function aborted(options?: ErrorOptions): BodyError {
  return new BodyError('body.aborted', 'The connection was closed before the body had come to its end.', options);
}

function garbled(encoding: string): BodyError {
  return new BodyError(
    'body.consumed',
    `request.setEncoding('${encoding}') was called before the callback was read, and the body's bytes are lost. Leave that call out.`,
  );
}
