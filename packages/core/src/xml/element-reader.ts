import { addUnknown } from '../mapping/fitting-object.ts';
import { isLayout } from '../mapping/loose-value.ts';
import { misfit } from '../mapping/misfit.ts';
import { isAt } from '../shape/byte-text.ts';
import type { CanonicalObject, CanonicalValue } from '../shape/canonical-value.ts';
import type { ElementTags } from '../shape/element-tags.ts';
import { byteClass, nameCharacter, nameStart } from './characters.ts';
import type { XmlCursor } from './cursor.ts';
import { skipComment, skipInstruction } from './miscellaneous.ts';
import { XmlReader } from './read-xml.ts';
import { readReference } from './references.ts';

const ampersand = 0x26;
const slash = 0x2f;
const lessThan = 0x3c;
const greaterThan = 0x3e;

/**
 * Reads tags, and elements that no shape tells of, into canonical values.
 * Whatever isn't a plain tag or plain text is left to {@link XmlReader}, from the place where it stands.
 */
export class ElementReader {
  protected readonly cursor: XmlCursor;
  protected readonly reader: XmlReader;

  constructor(cursor: XmlCursor) {
    this.cursor = cursor;
    this.reader = new XmlReader(cursor);
  }

  protected isAtElement({ openTag }: ElementTags): boolean {
    const { bytes, position, view } = this.cursor;
    return isAt(openTag, view, position) && endsName(bytes[position + openTag.length] as number);
  }

  protected atEndTag(): boolean {
    const cursor = this.cursor;
    if (cursor.peek() !== lessThan) throw misfit;
    return cursor.peek(1) === slash;
  }

  /** [42] ETag, https://www.w3.org/TR/xml/#NT-ETag */
  protected readEndTag({ name, endTag }: ElementTags): void {
    const cursor = this.cursor;
    const { position, view } = cursor;
    if (isAt(endTag, view, position)) cursor.position = position + endTag.length;
    else {
      cursor.position = position + 2;
      if (!cursor.take(name)) throw misfit;
      cursor.skipWhiteSpace();
      if (!cursor.take('>')) throw misfit;
    }
  }

  /** [5] Name, https://www.w3.org/TR/xml/#NT-Name */
  #readName(): string {
    const cursor = this.cursor;
    const { bytes, position: start } = cursor;
    let position = start;
    while (((byteClass[bytes[position] as number] as number) & nameCharacter) !== 0) position++;
    if (((byteClass[bytes[start] as number] as number) & nameStart) === 0 || !endsName(bytes[position] as number))
      return cursor.readName();
    cursor.position = position;
    return cursor.latin1.slice(start, position);
  }

  /** Whether an end tag is here, of the name that has been read at a position. */
  #isAgain(start: number, length: number): boolean {
    const { bytes, position } = this.cursor;
    const name = position + 2;
    for (let at = 0; at < length; at++) if (bytes[name + at] !== bytes[start + at]) return false;
    return bytes[name + length] === greaterThan;
  }

  /** A comment or an instruction, if one is here. */
  protected skipMarkup(): boolean {
    const cursor = this.cursor;
    if (cursor.take('<!--')) skipComment(cursor);
    else if (cursor.take('<?')) skipInstruction(cursor);
    else if (cursor.peek(1) === 0x21) throw misfit;
    else return false;
    return true;
  }

  protected readStartTagEnd(): boolean {
    const cursor = this.cursor;
    if (cursor.peek() !== greaterThan) return this.reader.readStartTagEnd();
    cursor.position++;
    return true;
  }

  /** The text of a leaf that holds more than plain ASCII: characters beyond it and references, else whatever there may be */
  protected readMixedText(depth: number): string | undefined {
    const cursor = this.cursor;
    const { bytes, position: start } = cursor;
    let text = '';
    for (;;) {
      const { position } = cursor;
      const end = cursor.skipUtf8Text(position);
      if (end > position) text += cursor.copyUtf8(position, end);
      cursor.position = end;
      if (bytes[end] !== ampersand) break;
      text += readReference(cursor);
    }
    if (bytes[cursor.position] !== lessThan || bytes[cursor.position + 1] !== slash) {
      cursor.position = start;
      const content = this.reader.readContent(depth);
      if (typeof content !== 'string') throw misfit;
      cursor.position -= 2;
      text = content;
    }
    return text === '' ? undefined : text;
  }

  /** [39] element that the schema doesn't know: puts what it holds to its parent, unless it is empty. */
  protected readUnknownField(parent: CanonicalObject | undefined, depth: number): CanonicalObject | undefined {
    const cursor = this.cursor;
    const start = ++cursor.position;
    const name = this.#readName();
    const length = cursor.position - start;
    cursor.countElement(depth);
    if (!this.readStartTagEnd()) return parent;
    const value = this.#readUnknownContent(depth);
    if (this.#isAgain(start, length)) cursor.position += length + 3;
    else {
      cursor.position += 2;
      this.reader.readEndTag(name, start - 1);
    }
    if (value === undefined) return parent;
    const object = parent ?? {};
    addUnknown(object, name, value);
    return object;
  }

  #readUnknownContent(depth: number): CanonicalValue | undefined {
    const cursor = this.cursor;
    const { bytes, position: start } = cursor;
    const first = cursor.skipLayout(start);
    if (bytes[first] === lessThan && ((byteClass[bytes[first + 1] as number] as number) & nameStart) !== 0) {
      cursor.position = first;
      return this.#readUnknownObject(depth);
    }
    const end = cursor.skipText(first);
    if (bytes[end] !== lessThan || bytes[end + 1] !== slash) return unknownText(this.readMixedText(depth));
    cursor.position = end;
    const text = cursor.copyAscii(start, end);
    return first === end ? unknownText(text) : text;
  }

  #readUnknownObject(depth: number): CanonicalObject | undefined {
    const cursor = this.cursor;
    let object: CanonicalObject | undefined;
    for (;;) {
      cursor.position = cursor.skipLayout(cursor.position);
      if (this.atEndTag()) return object;
      if (!this.skipMarkup()) object = this.readUnknownField(object, depth + 1);
    }
  }
}

function endsName(next: number): boolean {
  return next === 0x3e || next === 0x2f || next === 0x20 || next === 0x0a || next === 0x0d || next === 0x09;
}

function unknownText(text: string | undefined): string | undefined {
  return text === undefined || text === '' || isLayout(text) ? undefined : text;
}
