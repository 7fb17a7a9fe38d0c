import { BodyError, locate, XmlSyntaxError, type ErrorCode } from '../errors/index.ts';
import type { ResolvedLimits } from '../api/options.ts';
import { decodeBytes } from '../decode/decode-body.ts';
import {
  byteClass,
  isCharacter,
  isNameCharacterBeyondAscii,
  isNameStartBeyondAscii,
  nameCharacter,
  nameStart,
  textStop,
  whiteSpace,
} from './characters.ts';
import { borrowScratch, type Scratch } from './scratch.ts';
import { characterLength } from './utf-8.ts';

type XmlErrorCode = Extract<ErrorCode, `xml.${string}`>;

const encoder = new TextEncoder();

const lineFeed = 0x0a;
const closingBracket = 0x5d;
const fourSpaces = 0x20202020;
const eightSpaces = /* @__PURE__ */ new DataView(encoder.encode('        ').buffer).getFloat64(0, true);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

// From thirteen characters on, V8 makes a slice of a text point into it, and a kept slice would keep the whole document.
const longestCopiedSlice = 12;

// Beyond this, copying at once is faster than joining.
const longestJoined = 4 * longestCopiedSlice;

/** A place in the UTF-8 bytes of a document, and what the grammar's terminals need there. */
export class XmlCursor {
  /** The document, ended by zero bytes, which no document may hold: loops need no check for the end. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly end: number;
  readonly limits: ResolvedLimits;
  /** The document with a character for each byte: places in it are those in the bytes, and what is ASCII is right. */
  readonly latin1: string;
  position = 0;
  /** How many elements have been read. */
  elements = 0;
  readonly #scratch: Scratch;
  readonly #isText: boolean;
  #beyondAscii = false;

  constructor(content: Uint8Array | string, limits: ResolvedLimits) {
    this.#isText = typeof content === 'string';
    const source = typeof content === 'string' ? encodeText(content) : content;
    this.end = source.length;
    this.limits = limits;
    if (this.end > limits.bytes) throw new BodyError('body.too_large', `The body has more than ${limits.bytes} bytes.`);
    this.#scratch = borrowScratch(this.end);
    this.bytes = this.#scratch.bytes;
    this.view = this.#scratch.view;
    this.bytes.set(source);
    this.view.setFloat64(this.end, 0);
    this.latin1 = this.#scratch.latin1(0, this.end);
  }

  /** @throws {BodyError} if an element is one too many, or too deep */
  countElement(depth: number): void {
    const { limits } = this;
    if (++this.elements > limits.elements || depth > limits.depth) throw limitError(limits, depth);
  }

  /** The byte at the position; 0 at the end. */
  peek(ahead = 0): number {
    return this.bytes[this.position + ahead] as number;
  }

  /** Whether the given ASCII text comes next; if so, passes over it. */
  take(expected: string): boolean {
    for (let i = 0; i < expected.length; i++) if (this.peek(i) !== expected.charCodeAt(i)) return false;
    this.position += expected.length;
    return true;
  }

  expect(expected: string, code: XmlErrorCode, message: string): void {
    if (!this.take(expected)) throw this.error(code, message);
  }

  /** [3] S?, https://www.w3.org/TR/xml/#NT-S. Gives whether there was any. */
  skipWhiteSpace(): boolean {
    const start = this.position;
    while (((byteClass[this.peek()] as number) & whiteSpace) !== 0) this.position++;
    return this.position > start;
  }

  /** White space as documents are indented with: a line feed, then spaces, of which eight or four are one word. */
  skipLayout(from: number): number {
    const { bytes, view } = this;
    let position = from;
    for (;;) {
      if (bytes[position] === lineFeed) position++;
      while (view.getFloat64(position, true) === eightSpaces) position += 8;
      if (view.getInt32(position, true) === fourSpaces) position += 4;
      if (((byteClass[bytes[position] as number] as number) & whiteSpace) === 0) return position;
      position++;
    }
  }

  /** Characters that are nothing but text. */
  skipText(from: number): number {
    const { bytes } = this;
    let position = from;
    for (;;) {
      while (((byteClass[bytes[position] as number] as number) & textStop) === 0) position++;
      if (bytes[position] !== closingBracket || bytes[position + 1] === closingBracket) return position;
      position++;
    }
  }

  /** The same with characters beyond ASCII, as far as they are well-formed. */
  skipUtf8Text(from: number): number {
    let position = this.skipText(from);
    for (;;) {
      const length = characterLength(this.bytes, position);
      if (length === 0) return position;
      position = this.skipText(position + length);
    }
  }

  /** Whether a [5] Name starts here. */
  atName(): boolean {
    const code = this.codePoint();
    return code < 0x80 ? ((byteClass[code] as number) & nameStart) !== 0 : isNameStartBeyondAscii(code);
  }

  /** [5] Name, https://www.w3.org/TR/xml/#NT-Name */
  readName(): string {
    const start = this.position;
    if (!this.atName()) throw this.error('xml.invalid_name', 'A name must start here.');
    while (this.#takeNameCharacter());
    return this.slice(start, this.position);
  }

  /** Passes over text to the given end, checks its characters, and gives it with CR LF and CR as LF (XML 1.0, 2.11). */
  readUntil(stop: string, code: XmlErrorCode, message: string): string {
    const start = this.position;
    const first = stop.charCodeAt(0);
    for (;;) {
      if (this.peek() === first && this.take(stop)) break;
      if (this.position >= this.end) throw this.error(code, message);
      this.passCharacter();
    }
    return normalizeLineEnds(this.slice(start, this.position - stop.length));
  }

  /** [2] Char, https://www.w3.org/TR/xml/#NT-Char */
  passCharacter(): void {
    const code = this.codePoint();
    if (!isCharacter(code)) throw this.characterError(code);
    this.position += byteLength(code);
  }

  /** The code point at the position. */
  codePoint(): number {
    const first = this.peek();
    if (first < 0x80) return first;
    if (!this.#beyondAscii) this.#goBeyondAscii();
    if (first < 0xe0) return ((first & 0x1f) << 6) | (this.peek(1) & 0x3f);
    if (first < 0xf0) return ((first & 0x0f) << 12) | ((this.peek(1) & 0x3f) << 6) | (this.peek(2) & 0x3f);
    return (
      ((first & 0x07) << 18) | ((this.peek(1) & 0x3f) << 12) | ((this.peek(2) & 0x3f) << 6) | (this.peek(3) & 0x3f)
    );
  }

  /** The text of an interval that has been read over. */
  slice(start: number, end: number): string {
    if (this.#beyondAscii && /[^\0-\u007F]/.test(this.latin1.slice(start, end))) {
      return this.#scratch.utf8(start, end);
    }
    return this.copyAscii(start, end);
  }

  /** The text of an interval of well-formed UTF-8. */
  copyUtf8(start: number, end: number): string {
    return this.#scratch.utf8(start, end);
  }

  /**
   * The text of an interval of ASCII bytes, which keeps nothing else of the document alive: pieces that are too short to be slices,
   * joined when the text is first looked at.
   */
  copyAscii(start: number, end: number): string {
    const { latin1 } = this;
    if (end - start > longestJoined) return this.#scratch.latin1(start, end);
    let text = latin1.slice(start, Math.min(start + longestCopiedSlice, end));
    for (let at = start + longestCopiedSlice; at < end; at += longestCopiedSlice) {
      text += latin1.slice(at, Math.min(at + longestCopiedSlice, end));
    }
    return text;
  }

  /** The first byte beyond ASCII is the time to see whether the document is UTF-8: most have none. */
  #goBeyondAscii(): void {
    this.#beyondAscii = true;
    if (this.#isText) return;
    decodeBytes(this.bytes.subarray(0, this.end), 'utf-8');
  }

  characterError(code: number): XmlSyntaxError {
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return this.error('xml.invalid_character', `${name} is not allowed in XML.`);
  }

  /** An error at a byte offset; at the end of the document it is always `xml.unexpected_end`. */
  error(code: XmlErrorCode, message: string, at: number = this.position): XmlSyntaxError {
    const text = decoder.decode(this.bytes.subarray(0, this.end));
    const position = locate(text, decoder.decode(this.bytes.subarray(0, at)).length);
    if (at >= this.end && code !== 'xml.no_root') {
      return new XmlSyntaxError('xml.unexpected_end', 'The document ends too early.', position);
    }
    return new XmlSyntaxError(code, message, position);
  }

  #takeNameCharacter(): boolean {
    const code = this.codePoint();
    if (code < 0x80 ? ((byteClass[code] as number) & nameCharacter) === 0 : !isNameCharacterBeyondAscii(code))
      return false;
    this.position += byteLength(code);
    return true;
  }
}

function byteLength(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** XML 1.0, 2.11: https://www.w3.org/TR/xml/#sec-line-ends */
export function normalizeLineEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

function encodeText(text: string): Uint8Array {
  const lone = /\p{Surrogate}/u.exec(text);
  if (lone !== null)
    throw new XmlSyntaxError(
      'xml.invalid_character',
      'A surrogate without its other half is not a character.',
      locate(text, lone.index),
    );
  return encoder.encode(text);
}

function limitError(limits: ResolvedLimits, depth: number): BodyError {
  return depth > limits.depth
    ? new BodyError('limit.depth', `Elements nest deeper than ${limits.depth} levels.`)
    : new BodyError('limit.elements', `There are more than ${limits.elements} elements.`);
}
