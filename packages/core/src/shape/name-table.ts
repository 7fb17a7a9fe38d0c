const encoder = /* @__PURE__ */ new TextEncoder();

/** How many bytes behind the last one of a document may be read, and must be there. */
export const overread = 8;

/**
 * The names of an object's fields, as words that are compared with a document's bytes without looking at each byte.
 *
 * A name of eight bytes and more is compared by its first and its last eight, as doubles: no two words of text are the same double,
 * and none is NaN. One of four to seven by its first and last four; a shorter one by four of which some don't count.
 * What lies between, in names of more than sixteen, is compared byte by byte.
 */
export class NameTable {
  readonly #lengths: Int32Array;
  readonly #longHeads: Float64Array;
  readonly #longTails: Float64Array;
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  readonly #masks: Int32Array;
  readonly #bytes: readonly Uint8Array[];

  constructor(names: readonly string[]) {
    const { length } = names;
    this.#bytes = names.map((name) => encoder.encode(name));
    this.#lengths = Int32Array.from(this.#bytes, (bytes) => bytes.length);
    this.#longHeads = new Float64Array(length);
    this.#longTails = new Float64Array(length);
    this.#heads = new Int32Array(length);
    this.#tails = new Int32Array(length);
    this.#masks = new Int32Array(length);
    this.#bytes.forEach((bytes, index) => {
      const padded = new DataView(new ArrayBuffer(bytes.length + overread));
      bytes.forEach((byte, at) => padded.setUint8(at, byte));
      this.#longHeads[index] = padded.getFloat64(0, true);
      this.#longTails[index] = padded.getFloat64(Math.max(0, bytes.length - 8), true);
      this.#heads[index] = padded.getInt32(0, true);
      this.#tails[index] = padded.getInt32(Math.max(0, bytes.length - 4), true);
      this.#masks[index] = bytes.length < 4 ? (1 << (8 * bytes.length)) - 1 : -1;
    });
  }

  /** How many bytes a name has. */
  lengthOf(index: number): number {
    return this.#lengths[index] as number;
  }

  /** Whether the bytes at a position begin with a name. */
  isAt(index: number, view: DataView, position: number): boolean {
    const length = this.#lengths[index] as number;
    if (length >= 8) {
      return (
        view.getFloat64(position, true) === this.#longHeads[index] &&
        view.getFloat64(position + length - 8, true) === this.#longTails[index] &&
        (length <= 16 || this.#isMiddleAt(index, view, position))
      );
    }
    if (length >= 4) {
      return (
        view.getInt32(position, true) === this.#heads[index] &&
        view.getInt32(position + length - 4, true) === this.#tails[index]
      );
    }
    return (view.getInt32(position, true) & (this.#masks[index] as number)) === this.#heads[index];
  }

  /** The first name from `expected` on, or before it, that stands at a position and ends there in a byte of the given kinds; -1 if none does. */
  find(view: DataView, position: number, expected: number): number {
    const { length } = this.#lengths;
    for (let index = expected; index < length; index++)
      if (this.isAt(index, view, position) && this.#ends(index, view, position)) return index;
    for (let index = 0; index < expected; index++)
      if (this.isAt(index, view, position) && this.#ends(index, view, position)) return index;
    return -1;
  }

  #ends(index: number, view: DataView, position: number): boolean {
    const next = view.getUint8(position + (this.#lengths[index] as number));
    return next === 0x3e || next === 0x2f || next === 0x20 || next === 0x0a || next === 0x0d || next === 0x09;
  }

  #isMiddleAt(index: number, view: DataView, position: number): boolean {
    const bytes = this.#bytes[index] as Uint8Array;
    for (let at = 8; at < bytes.length - 8; at++) if (view.getUint8(position + at) !== bytes[at]) return false;
    return true;
  }
}
