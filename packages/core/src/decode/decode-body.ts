import { BodyError, quoted } from '../errors/index.ts';
import { tooLarge } from './body-limits.ts';
import { readCharset } from './media-type.ts';

/** A body as UTF-8 bytes or as text, without its byte order mark. */
export interface DecodedBody {
  readonly content: Uint8Array | string;
  /** Whether HTTP, a byte order mark or the caller has settled the encoding, so that an XML declaration has no say. */
  readonly encodingKnown: boolean;
}

/**
 * Finds a body's character encoding: the byte order mark, else the header's charset, else UTF-8.
 * UTF-8 stays bytes and is checked where it is read; everything else becomes text.
 * @throws {BodyError} `body.too_large`, `body.unsupported_charset` or `body.invalid_encoding`
 */
export function decodeBody(body: string | Uint8Array, contentType: string | undefined, maxBytes: number): DecodedBody {
  if (body.length > maxBytes) throw tooLarge(maxBytes);
  if (typeof body === 'string')
    return { content: body.startsWith('\uFEFF') ? body.slice(1) : body, encodingKnown: true };

  const mark = readByteOrderMark(body);
  const charset = mark?.charset ?? readCharset(contentType);
  const bytes = mark === undefined ? body : body.subarray(mark.length);
  const encodingKnown = charset !== undefined;
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return { content: bytes, encodingKnown };
  return { content: decodeBytes(bytes, charset), encodingKnown };
}

// Making one takes as long as decoding a callback with it.
const utf8Decoder = /* @__PURE__ */ createDecoder('utf-8');

/** Decodes bytes to the end, and refuses what the charset doesn't have. */
export function decodeBytes(bytes: Uint8Array, charset: string): string {
  const decoder = charset === 'utf-8' ? utf8Decoder : createDecoder(charset);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new BodyError('body.invalid_encoding', `The body is not valid ${decoder.encoding}.`, { cause });
  }
}

function createDecoder(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true });
  } catch (cause) {
    throw new BodyError('body.unsupported_charset', `The charset ${quoted(charset)} is not known.`, { cause });
  }
}

function readByteOrderMark(bytes: Uint8Array): { charset: string; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { charset: 'utf-8', length: 3 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { charset: 'utf-16be', length: 2 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { charset: 'utf-16le', length: 2 };
  return undefined;
}
