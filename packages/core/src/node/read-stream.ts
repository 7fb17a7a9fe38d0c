import { decodeContent, readContentEncodings } from '../decode/content-encoding.ts';
import { bodyTimeout, tooLarge } from '../decode/body-limits.ts';
import { BodyError } from '../errors/index.ts';
import { isBytes } from '../platform/bytes.ts';
import { readContentLength, readHeader, type CallbackRequest } from './request.ts';

/** String encodings that `setEncoding` can't garble a body with: the bytes that were sent can be had back. */
const lossless: ReadonlySet<string> = new Set(['latin1', 'binary', 'hex', 'base64', 'base64url']);

/**
 * Reads a request's stream to its end and takes the Content-Encoding off. `maxBytes` holds for what comes over the wire and, anew,
 * for what it inflates to; `readingTime`, in milliseconds, for all of it. Listening begins before the call returns, so that nothing is
 * missed of a stream that is flowing.
 *
 * @throws {BodyError} `body.too_large` (at once where Content-Length tells), `body.unsupported_encoding`, `body.aborted`,
 * `body.timeout`, `body.length_mismatch`, `body.invalid_compression`, or `body.consumed` if `setEncoding` has garbled the body
 */
export function readStream(request: CallbackRequest, maxBytes: number, readingTime?: number): Promise<Uint8Array> {
  const length = readContentLength(request);
  if (length !== undefined && length > maxBytes) throw tooLarge(maxBytes);
  const codings = readContentEncodings(readHeader(request, 'content-encoding'));
  const { readableEncoding: encoding } = request;
  const garbledBy = encoding === null || lossless.has(encoding) ? undefined : encoding;
  if (garbledBy !== undefined && codings.length > 0) throw garbled(garbledBy);
  return new Promise((resolve, reject) => {
    new Collector(request, { maxBytes, readingTime, length, codings, garbledBy }, resolve, reject).start();
  });
}

/** What is known of a body before it comes. */
interface Expected {
  readonly maxBytes: number;
  readonly readingTime: number | undefined;
  readonly length: number | undefined;
  readonly codings: ReturnType<typeof readContentEncodings>;
  /** The encoding by which `setEncoding` has garbled it. */
  readonly garbledBy: string | undefined;
}

/** Those who have begun to read since the event loop turned last. */
let begun: Collector[] = [];

/** Most bodies come with their headers and have been read when the event loop turns, so that they need no timer. */
function startTimerLater(collector: Collector): void {
  if (begun.length === 0) setImmediate(startTimers);
  begun.push(collector);
}

function startTimers(): void {
  const collectors = begun;
  begun = [];
  for (const collector of collectors) collector.startTimer();
}

/** Collects what is left of a stream. */
class Collector {
  readonly #request: CallbackRequest;
  readonly #expected: Expected;
  readonly #resolve: (bytes: Uint8Array | Promise<Uint8Array>) => void;
  readonly #reject: (error: BodyError) => void;
  readonly #chunks: Uint8Array[] = [];
  #received = 0;
  #isPulling = false;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    request: CallbackRequest,
    expected: Expected,
    resolve: (bytes: Uint8Array | Promise<Uint8Array>) => void,
    reject: (error: BodyError) => void,
  ) {
    this.#request = request;
    this.#expected = expected;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /**
   * Lets the data flow if nobody has touched the stream, which is quickest. Else it pulls: that works for paused and for flowing streams,
   * and where others listen for `readable`, which keeps a stream from flowing.
   */
  start(): void {
    const request = this.#request;
    if (this.#expected.readingTime !== undefined) startTimerLater(this);
    request.on('end', this.#end);
    request.on('error', this.#error);
    request.on('close', this.#close);
    if (request.readableFlowing === null && request.listenerCount?.('readable') === 0) request.on('data', this.#take);
    else {
      this.#isPulling = true;
      request.on('readable', this.#pull);
      // Where another listener for `readable` was first, the stream doesn't tell a second one what it has told already.
      this.#pull();
    }
  }

  /** Begins to count the time that the body may take, if it hasn't come yet. */
  startTimer(): void {
    const { readingTime } = this.#expected;
    if (this.#isOver || readingTime === undefined) return;
    this.#timer = setTimeout(() => this.#fail(bodyTimeout(readingTime)), readingTime);
  }

  #stop(): void {
    const request = this.#request;
    this.#isOver = true;
    clearTimeout(this.#timer);
    // Removing a listener for `readable` makes Node look at the stream once more, even where there was none.
    if (this.#isPulling) request.removeListener('readable', this.#pull);
    else request.removeListener('data', this.#take);
    request.removeListener('end', this.#end);
    request.removeListener('error', this.#error);
    request.removeListener('close', this.#close);
  }

  #fail(error: BodyError): void {
    this.#stop();
    this.#request.pause?.();
    this.#reject(error);
  }

  readonly #take = (chunk: unknown): void => {
    const bytes = toBytes(chunk, this.#request.readableEncoding);
    this.#received += bytes.length;
    this.#chunks.push(bytes);
    const { maxBytes } = this.#expected;
    if (this.#received > maxBytes) this.#fail(tooLarge(maxBytes));
  };

  readonly #pull = (): void => {
    while (this.#received <= this.#expected.maxBytes) {
      const chunk = this.#request.read();
      if (chunk === null) return;
      this.#take(chunk);
    }
  };

  readonly #end = (): void => {
    // HTTP/2 ends the stream of a request that was cancelled like that of any other.
    if (this.#request.aborted === true) return this.#fail(aborted());
    this.#stop();
    const { length, codings, maxBytes, garbledBy } = this.#expected;
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    if (length !== undefined && length !== bytes.length) {
      this.#reject(garbledBy === undefined ? otherLength(length, bytes.length) : garbled(garbledBy));
    } else this.#resolve(bytes.length === 0 || codings.length === 0 ? bytes : decodeContent(bytes, codings, maxBytes));
  };

  readonly #error = (cause: Error): void => this.#fail(aborted({ cause }));

  readonly #close = (): void => this.#fail(aborted());
}

/** A chunk is text where someone has called `setEncoding`; text is turned back into what it was decoded from. */
function toBytes(chunk: unknown, encoding: string | null): Uint8Array {
  if (isBytes(chunk)) return chunk;
  return Buffer.from(String(chunk), encoding !== null && Buffer.isEncoding(encoding) ? encoding : 'utf8');
}

function aborted(options?: ErrorOptions): BodyError {
  return new BodyError('body.aborted', 'The connection was closed before the body had come to its end.', options);
}

function otherLength(promised: number, came: number): BodyError {
  return new BodyError('body.length_mismatch', `Content-Length is ${promised}, but ${came} bytes came.`);
}

function garbled(encoding: string): BodyError {
  return new BodyError(
    'body.consumed',
    `request.setEncoding('${encoding}') was called before the callback was read, and the body's bytes are lost. Leave that call out.`,
  );
}
