import { overread } from '../shape/byte-text.ts';

/** The bytes of one document, ended by zeros, which no document may hold, so that no loop needs a check for the end. */
export interface Scratch {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The bytes at an interval as Latin-1, one character for each: what ASCII bytes say, and places in it are places in the bytes. */
  readonly latin1: (start: number, end: number) => string;
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
  const { buffer } = bytes;
  return { bytes, view: new DataView(buffer), latin1: latin1Reader(bytes) };
}

interface NodeBuffer {
  latin1Slice(start: number, end: number): string;
}

function latin1Reader(bytes: Uint8Array): Scratch['latin1'] {
  const { Buffer } = globalThis as { Buffer?: { from?: (buffer: ArrayBufferLike) => Partial<NodeBuffer> } };
  const buffer = Buffer?.from?.(bytes.buffer);
  if (typeof buffer?.latin1Slice === 'function') {
    const node = buffer as NodeBuffer;
    return (start, end) => node.latin1Slice(start, end);
  }
  // What this decoder makes of bytes beyond ASCII is not Latin-1, but one character for each, and that is all that counts.
  const decoder = new TextDecoder('latin1');
  return (start, end) => decoder.decode(bytes.subarray(start, end));
}
