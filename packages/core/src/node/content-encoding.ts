import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';

import { BodyError } from '../index.ts';

/** Takes one coding off the bytes. */
type Decoder = (
  bytes: Uint8Array,
  options: ZlibOptions,
  done: (error: Error | null, result: Uint8Array) => void,
) => void;

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflateEither],
  ['br', brotliDecompress],
]);

// Each coding costs up to the size limit once more; a sender that means well uses one.
const mostCodings = 4;

/**
 * Reads a Content-Encoding header (RFC 9110, 8.4): the codings in the order in which they were put on.
 * @throws {BodyError} `body.unsupported_encoding`
 */
export function readContentEncodings(header: string | undefined): string[] {
  if (header === undefined) return [];
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const codings = names.filter((name) => name !== '' && name !== 'identity');
  const unknown = codings.find((name) => !decoders.has(name));
  if (unknown !== undefined) {
    throw unsupported(`The Content-Encoding ${JSON.stringify(unknown.slice(0, 40))} is not known.`);
  }
  if (codings.length > mostCodings) throw unsupported(`There are more than ${mostCodings} Content-Encodings.`);
  return codings;
}

/**
 * Takes the codings off, the last one first. Inflating stops as soon as it has given more than `maxBytes`, so a small body that
 * would inflate to gigabytes costs no more than a large one.
 * @throws {BodyError} `body.too_large` or `body.invalid_compression`
 */
export async function decodeContent(
  bytes: Uint8Array,
  codings: readonly string[],
  maxBytes: number,
): Promise<Uint8Array> {
  let content = bytes;
  for (const coding of codings.toReversed()) {
    const decoder = decoders.get(coding);
    if (decoder === undefined) throw new TypeError(`no decoder for ${coding}`);
    content = await decode(decoder, content, maxBytes);
  }
  return content;
}

function decode(decoder: Decoder, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    decoder(bytes, { maxOutputLength: maxBytes }, (error, result) => {
      if (error === null) resolve(result);
      else reject(decodingError(error, maxBytes));
    });
  });
}

function decodingError(cause: Error, maxBytes: number): BodyError {
  if ('code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
    return new BodyError('body.too_large', `The body inflates to more than ${maxBytes} bytes.`, { cause });
  }
  return new BodyError('body.invalid_compression', 'The body is not compressed as its Content-Encoding says.', {
    cause,
  });
}

/**
 * `deflate` means zlib's format, yet some senders leave out its two header bytes (RFC 9110, 8.4.1.2). The header can be told:
 * its first byte would begin a raw stream with a stored block whose padding is not zero, which nobody writes.
 */
function inflateEither(...[bytes, options, done]: Parameters<Decoder>): void {
  const [first = 0, second = 0] = bytes;
  const hasHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  (hasHeader ? inflate : inflateRaw)(bytes, options, done);
}

function unsupported(message: string): BodyError {
  return new BodyError('body.unsupported_encoding', message);
}
