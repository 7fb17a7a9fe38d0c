import { overread } from '../shape/byte-text.ts';

/** The bytes of one document, ended by zeros, which no document may hold, so that no loop needs a check for the end. */
export interface Scratch {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The bytes at an interval as Latin-1, one character for each: what ASCII bytes say, and places in it are places in the bytes. */
  readonly latin1: (start: number, end: number) => string;
  /** The text of an interval of UTF-8. */
  readonly utf8: (start: number, end: number) => string;
}

// Larger documents are rare, and memory for them is given back.
const mostKept = 1_048_576;

// The one piece of state in this package. Reading is synchronous and calls nobody back, so no two documents are ever in it at once.
let kept: Scratch | undefined;

/** Gives room for a document. It is valid until the next call. */
export function borrowScratch(length: number): Scratch {
  const needed = length + overread;
  if (needed > mostKept) return createScratch(needed);
  if (kept === undefined || kept.bytes.length < needed)
    kept = createScratch(Math.min(mostKept, Math.max(needed * 2, 16_384)));
  return kept;
}

function createScratch(size: number): Scratch {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), ...(nodeReaders(bytes) ?? webReaders(bytes)) };
}

type Readers = Pick<Scratch, 'latin1' | 'utf8'>;

interface NodeBuffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}

/** Node's own way, which takes a fifth of the time for the short texts of a callback. */
function nodeReaders(bytes: Uint8Array): Readers | undefined {
  const { Buffer } = globalThis as { Buffer?: { from?: (buffer: ArrayBufferLike) => Partial<NodeBuffer> } };
  const buffer = Buffer?.from?.(bytes.buffer);
  if (typeof buffer?.latin1Slice !== 'function' || typeof buffer.utf8Slice !== 'function') return undefined;
  const node = buffer as NodeBuffer;
  return {
    latin1: (start, end) => node.latin1Slice(start, end),
    utf8: (start, end) => node.utf8Slice(start, end),
  };
}

function webReaders(bytes: Uint8Array): Readers {
  // What this decoder makes of bytes beyond ASCII is not Latin-1, but one character for each, and that is all that counts.
  const latin1 = new TextDecoder('latin1');
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    latin1: (start, end) => latin1.decode(bytes.subarray(start, end)),
    utf8: (start, end) => utf8.decode(bytes.subarray(start, end)),
  };
}
