import { isBytes } from '../platform/bytes.ts';
import { tooLarge } from './body-limits.ts';

/** What is used of a stream of the Web. */
export interface WebStream {
  /** Whether somebody is reading it. */
  readonly locked?: boolean;
  getReader(): WebStreamReader;
}

export interface WebStreamReader {
  read(): Promise<{ done: boolean; value?: unknown }>;
  cancel(reason?: unknown): Promise<unknown>;
}

/**
 * Reads a stream of bytes to its end, or until it has given more than `maxBytes`.
 * @throws {BodyError} `body.too_large`, and whatever the stream fails with
 */
export async function readWebStream(reader: WebStreamReader, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatenate(chunks, length);
    if (!isBytes(value)) throw new TypeError('A body is a stream of bytes.');
    chunks.push(value);
    length += value.length;
    if (length > maxBytes) {
      void reader.cancel().catch(ignore);
      throw tooLarge(maxBytes);
    }
  }
}

/** A stream that is given up may fail once more, which nobody needs to hear. */
export function ignore(): void {}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
