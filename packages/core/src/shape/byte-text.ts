const encoder = /* @__PURE__ */ new TextEncoder();

/** How many bytes behind the last one of a document may be read, and must be there. */
export const overread = 8;

/**
 * A text that is looked for in the bytes of documents, as words that are compared at once: one of eight bytes and more by its first and its
 * last eight, as doubles (no two words of text are the same double, and none is NaN); one of four to seven by its first and last four.
 * What lies between, in those of more than sixteen, is compared byte by byte.
 */
export interface ByteText {
  readonly length: number;
  readonly firstFour: number;
  readonly lastFour: number;
  readonly firstEight: number;
  readonly lastEight: number;
  readonly bytes: Uint8Array;
}

// A literal and no class: fields of a class are undefined first, and an engine then checks what they hold at each use.
export /* @__NO_SIDE_EFFECTS__ */ function byteText(text: string): ByteText {
  const bytes = encoder.encode(text);
  const { length } = bytes;
  const padded = new Uint8Array(length + overread);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  return {
    length,
    firstFour: view.getInt32(0, true),
    lastFour: view.getInt32(Math.max(0, length - 4), true),
    firstEight: view.getFloat64(0, true),
    lastEight: view.getFloat64(Math.max(0, length - 8), true),
    bytes,
  };
}

/** Whether a document has a text at a position. */
export function isAt(text: ByteText, view: DataView, position: number): boolean {
  const { length } = text;
  if (length >= 8) {
    return (
      view.getFloat64(position, true) === text.firstEight &&
      view.getFloat64(position + length - 8, true) === text.lastEight &&
      (length <= 16 || hasBytes(text.bytes, view, position))
    );
  }
  if (length >= 4)
    return (
      view.getInt32(position, true) === text.firstFour && view.getInt32(position + length - 4, true) === text.lastFour
    );
  return hasBytes(text.bytes, view, position);
}

function hasBytes(bytes: Uint8Array, view: DataView, position: number): boolean {
  for (let at = 0; at < bytes.length; at++) if (view.getUint8(position + at) !== bytes[at]) return false;
  return true;
}
