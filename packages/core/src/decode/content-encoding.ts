import { BodyError, quoted } from '../errors/index.ts';
import { nodeModule } from '../platform/node-module.ts';
import { ignore, readWebStream, type WebStream } from './read-web-stream.ts';

type Coding = 'gzip' | 'deflate' | 'br';

/** Takes one coding off the bytes; gives nothing where they inflate to more than `maxBytes`. */
type Inflater = (coding: Coding, bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array | undefined>;

/** What zlib's functions have in common. */
type Decoder = (
  bytes: Uint8Array,
  options: { maxOutputLength: number },
  done: (error: Error | null, result: Uint8Array) => void,
) => void;

const codingByName: ReadonlyMap<string, Coding> = new Map<string, Coding>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
]);

// Each coding costs up to the size limit once more; a sender that means well uses one.
const mostCodings = 4;

/**
 * Reads a Content-Encoding header (RFC 9110, 8.4): the codings in the order in which they were put on.
 * @throws {BodyError} `body.unsupported_encoding`
 */
export function readContentEncodings(header: string | null | undefined): Coding[] {
  if (header === undefined || header === null) return [];
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const codings = names.filter((name) => name !== '' && name !== 'identity').map(readCoding);
  if (codings.length > mostCodings) throw unsupported(`There are more than ${mostCodings} Content-Encodings.`);
  return codings;
}

function readCoding(name: string): Coding {
  const coding = codingByName.get(name);
  if (coding !== undefined) return coding;
  throw unsupported(`The Content-Encoding ${quoted(name)} is not known.`);
}

/**
 * Takes the codings off, the last one first. Inflating stops as soon as it has given more than `maxBytes`, so a small body that
 * would inflate to gigabytes costs no more than a large one.
 * @throws {BodyError} `body.too_large`, `body.invalid_compression`, or `body.unsupported_encoding` for brotli outside of Node
 */
export async function decodeContent(
  bytes: Uint8Array,
  codings: readonly Coding[],
  maxBytes: number,
): Promise<Uint8Array> {
  const inflate = nodeInflater() ?? inflateOnWeb;
  let content = bytes;
  for (const coding of codings.toReversed()) {
    const inflated = await attempt(inflate(coding, content, maxBytes));
    if (inflated === undefined) {
      throw new BodyError('body.too_large', `The body inflates to more than ${maxBytes} bytes.`);
    }
    content = inflated;
  }
  return content;
}

async function attempt(inflating: ReturnType<Inflater>): ReturnType<Inflater> {
  try {
    return await inflating;
  } catch (cause) {
    if (cause instanceof BodyError) throw cause;
    throw new BodyError('body.invalid_compression', 'The body is not compressed as its Content-Encoding says.', {
      cause,
    });
  }
}

function nodeInflater(): Inflater | undefined {
  const zlib = nodeModule('zlib');
  if (zlib === undefined) return undefined;
  return (coding, bytes, maxBytes) =>
    new Promise((resolve, reject) => {
      const deflate = hasZlibHeader(bytes) ? zlib.inflate : zlib.inflateRaw;
      const decoders: Readonly<Record<Coding, Decoder>> = {
        gzip: zlib.gunzip,
        deflate,
        br: zlib.brotliDecompress,
      };
      decoders[coding](bytes, { maxOutputLength: maxBytes }, (error, result) => {
        if (error === null) resolve(result);
        else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') resolve(undefined);
        else reject(error);
      });
    });
}

const inflateOnWeb: Inflater = async (coding, bytes, maxBytes) => {
  if (coding === 'br') throw unsupported('The Content-Encoding "br" is not known on this platform.');
  const format = coding === 'deflate' && !hasZlibHeader(bytes) ? 'deflate-raw' : coding;
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  // What is wrong with the bytes is told by the side that is read; the other one fails too, or never ends.
  writer
    .write(bytes)
    .then(() => writer.close(), ignore)
    .catch(ignore);
  try {
    return await readWebStream((readable as WebStream).getReader(), maxBytes);
  } catch (error) {
    if (error instanceof BodyError) return undefined;
    throw error;
  }
};

/**
 * `deflate` means zlib's format, yet some senders leave out its two header bytes (RFC 9110, 8.4.1.2). The header can be told:
 * its first byte would begin a raw stream with a stored block whose padding is not zero, which nobody writes.
 */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

function unsupported(message: string): BodyError {
  return new BodyError('body.unsupported_encoding', message);
}
