import { BodyError } from '../errors/index.ts';
import type { ResolvedLimits } from '../api/options.ts';
import { isBlank, mixedText, setOwn, type LooseObject, type LooseValue } from '../mapping/loose-value.ts';
import { byteClass, textStop } from './characters.ts';
import { normalizeLineEnds, XmlCursor } from './cursor.ts';
import { readDeclaration, skipComment, skipInstruction } from './miscellaneous.ts';
import { readReference } from './references.ts';

/** The root element of a document. */
export interface XmlRoot {
  readonly name: string;
  readonly content: LooseValue;
}

/**
 * [1] document, https://www.w3.org/TR/xml/#NT-document: reads a well-formed document (XML 1.0, 5th edition, namespaces aside) without DTD.
 *
 * An element with child elements becomes an object, repeated ones an array, any other its text. Attributes are checked and dropped.
 */
export function readXml(content: Uint8Array | string, encodingKnown: boolean, limits: ResolvedLimits): XmlRoot {
  return new XmlReader(new XmlCursor(content, limits)).readDocument(encodingKnown);
}

/** Reads the productions of XML that need no schema. */
export class XmlReader {
  readonly #cursor: XmlCursor;

  constructor(cursor: XmlCursor) {
    this.#cursor = cursor;
  }

  readDocument(encodingKnown: boolean): XmlRoot {
    this.readProlog(encodingKnown);
    const root = this.#readElement(1);
    this.readEpilog();
    return root;
  }

  /** [22] prolog, https://www.w3.org/TR/xml/#NT-prolog, and the `<` of the root element */
  readProlog(encodingKnown: boolean): void {
    const cursor = this.#cursor;
    if (cursor.take('<?xml') && isWhiteSpace(cursor.peek())) readDeclaration(cursor, encodingKnown);
    else cursor.position = 0;
    this.#skipMiscellaneous();
    if (cursor.position >= cursor.end) throw cursor.error('xml.no_root', 'The document has no element.');
    cursor.expect(
      '<',
      'xml.text_outside_root',
      'Only comments, instructions and white space may stand before the root element.',
    );
  }

  /** What may follow the root element, to the end of the document */
  readEpilog(): void {
    const cursor = this.#cursor;
    this.#skipMiscellaneous();
    if (cursor.position >= cursor.end) return;
    if (cursor.peek() !== 0x3c)
      throw cursor.error(
        'xml.text_outside_root',
        'Only comments, instructions and white space may follow the root element.',
      );
    throw cursor.error('xml.multiple_roots', 'A document has one root element.');
  }

  /** [27] Misc*, https://www.w3.org/TR/xml/#NT-Misc */
  #skipMiscellaneous(): void {
    const cursor = this.#cursor;
    for (;;) {
      cursor.skipWhiteSpace();
      if (cursor.take('<!--')) skipComment(cursor);
      else if (cursor.take('<?')) skipInstruction(cursor);
      else if (cursor.take('<!')) {
        const start = cursor.position - 2;
        if (cursor.take('DOCTYPE')) throw cursor.error('xml.doctype', 'A document type declaration is refused.', start);
        throw cursor.error('xml.unexpected_token', '"<!" starts a comment here or nothing.', start);
      } else return;
    }
  }

  /** [39] element, https://www.w3.org/TR/xml/#NT-element, after its `<` */
  #readElement(depth: number): XmlRoot {
    const start = this.#cursor.position - 1;
    const name = this.#cursor.readName();
    return { name, content: this.readElementContent(name, start, depth) };
  }

  /** What an element has behind the name in its start tag, to the end of its end tag */
  readElementContent(name: string, start: number, depth: number): LooseValue {
    this.#cursor.countElement(depth);
    if (!this.readStartTagEnd()) return '';
    const content = this.readContent(depth);
    this.readEndTag(name, start);
    return content;
  }

  /** [40] STag and [44] EmptyElemTag behind their name. Gives whether content follows. */
  readStartTagEnd(): boolean {
    const cursor = this.#cursor;
    this.#skipAttributes();
    if (cursor.take('/>')) return false;
    cursor.expect('>', 'xml.unexpected_token', 'A start tag must end in ">".');
    return true;
  }

  /** [42] ETag, https://www.w3.org/TR/xml/#NT-ETag, after its `</` */
  readEndTag(name: string, startTag: number): void {
    const cursor = this.#cursor;
    const position = cursor.position;
    if (cursor.readName() !== name) {
      const { line, column } = cursor.error('xml.mismatched_tag', '', startTag);
      throw cursor.error(
        'xml.mismatched_tag',
        `This must be the end tag of the element that starts in line ${line}, column ${column}.`,
        position,
      );
    }
    cursor.skipWhiteSpace();
    cursor.expect('>', 'xml.unexpected_token', 'An end tag must end in ">".');
  }

  /** [41] Attribute, https://www.w3.org/TR/xml/#NT-Attribute, each after white space */
  #skipAttributes(): void {
    const cursor = this.#cursor;
    let names: Set<string> | undefined;
    while (cursor.skipWhiteSpace()) {
      const next = cursor.peek();
      if (next === 0x3e || next === 0x2f) return;
      const start = cursor.position;
      const name = cursor.readName();
      names ??= new Set();
      if (names.has(name)) throw cursor.error('xml.duplicate_attribute', 'An element has each attribute once.', start);
      if (names.add(name).size > cursor.limits.attributes) {
        throw new BodyError('limit.attributes', `An element has more than ${cursor.limits.attributes} attributes.`);
      }
      cursor.skipWhiteSpace();
      cursor.expect('=', 'xml.invalid_attribute', '"=" must follow the name of an attribute.');
      cursor.skipWhiteSpace();
      this.#skipAttributeValue();
    }
  }

  /** [10] AttValue, https://www.w3.org/TR/xml/#NT-AttValue */
  #skipAttributeValue(): void {
    const cursor = this.#cursor;
    const quote = cursor.peek();
    if (quote !== 0x22 && quote !== 0x27)
      throw cursor.error('xml.invalid_attribute', 'The value of an attribute must be quoted.');
    cursor.position++;
    for (let byte = cursor.peek(); byte !== quote; byte = cursor.peek()) {
      if (byte === 0x3c)
        throw cursor.error('xml.invalid_attribute', '"<" is not allowed in the value of an attribute.');
      if (byte === 0x26) readReference(cursor);
      else cursor.passCharacter();
    }
    cursor.position++;
  }

  /** [43] content, https://www.w3.org/TR/xml/#NT-content, and the `</` behind it */
  readContent(depth: number): LooseValue {
    const cursor = this.#cursor;
    let text = '';
    let children: LooseObject | undefined;
    for (;;) {
      text += this.readCharacterData();
      if (cursor.take('</')) break;
      if (cursor.take('<!--')) skipComment(cursor);
      else if (cursor.take('<![CDATA['))
        text += cursor.readUntil(']]>', 'xml.unexpected_end', 'A CDATA section must end in "]]>".');
      else if (cursor.take('<?')) skipInstruction(cursor);
      else {
        cursor.expect('<', 'xml.unexpected_token', 'Markup must start here.');
        addChild((children ??= {}), this.#readElement(depth + 1));
      }
    }
    if (children === undefined) return text;
    if (!isBlank(text)) children[mixedText] = text;
    return children;
  }

  /** [14] CharData and [67] Reference, up to the next `<` */
  readCharacterData(): string {
    const cursor = this.#cursor;
    let text = '';
    let start = cursor.position;
    for (;;) {
      while (((byteClass[cursor.peek()] as number) & textStop) === 0) cursor.position++;
      const byte = cursor.peek();
      if (byte === 0x3c) break;
      if (byte === 0x26) {
        text += normalizeLineEnds(cursor.slice(start, cursor.position)) + readReference(cursor);
        start = cursor.position;
      } else if (byte === 0x5d && cursor.take(']]>')) {
        throw cursor.error('xml.cdata_end_in_text', '"]]>" is not allowed in text.', cursor.position - 3);
      } else cursor.passCharacter();
    }
    return text + normalizeLineEnds(cursor.slice(start, cursor.position));
  }
}

/** Puts a child among those of its parent; one that is repeated makes an array. */
function addChild(parent: LooseObject, child: XmlRoot): void {
  if (!Object.hasOwn(parent, child.name)) setOwn(parent, child.name, child.content);
  else {
    const earlier = parent[child.name];
    if (Array.isArray(earlier)) earlier.push(child.content);
    else setOwn(parent, child.name, [earlier as LooseValue, child.content]);
  }
}

function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
