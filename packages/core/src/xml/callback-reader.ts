import type { CallbackShape } from '../mapping/map-callback.ts';
import { assemble, type CanonicalObject, type CanonicalValue } from '../mapping/canonical-object.ts';
import type { LooseObject } from '../mapping/loose-value.ts';
import { Mapper } from '../mapping/mapper.ts';
import type { FieldShape, ObjectShape, VariantsShape } from '../shape/index.ts';
import type { NameTable } from '../shape/name-table.ts';
import { byteClass, textStop, whiteSpace } from './characters.ts';
import type { XmlCursor } from './cursor.ts';
import { skipComment, skipInstruction } from './miscellaneous.ts';
import { addChild, XmlReader } from './read-xml.ts';

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const closingBracket = 0x5d;

/** Thrown where a document, well-formed so far, doesn't fit its shape. What it is instead is for the mapper to say. */
class Misfit extends Error {}

// One for all, since nobody asks where it came from, and making one costs more than reading a document.
const misfit: Misfit = /* @__PURE__ */ new Misfit('The document does not fit its shape.');

/**
 * Reads a document straight into its canonical object, led by the shape: the element that the shape has next is looked for first.
 * Everything that isn't a plain element of the shape is left to {@link XmlReader}, from the place where it stands.
 *
 * @returns undefined for a document that doesn't fit the shape, or that the shape alone can't tell what it is
 */
export function readCallback(
  cursor: XmlCursor,
  encodingKnown: boolean,
  shape: CallbackShape,
): CanonicalObject | undefined {
  try {
    return new CallbackReader(cursor).readDocument(encodingKnown, shape);
  } catch (error) {
    if (error === misfit) return undefined;
    throw error;
  }
}

class CallbackReader {
  readonly #cursor: XmlCursor;
  readonly #reader: XmlReader;
  /** What the last object said that chose its shape; most likely the next one says the same. Searched for once, before the first. */
  readonly #lastChoices = new Map<VariantsShape, string>();

  constructor(cursor: XmlCursor) {
    this.#cursor = cursor;
    this.#reader = new XmlReader(cursor);
  }

  readDocument(encodingKnown: boolean, { rootName, rootNames, shape }: CallbackShape): CanonicalObject | undefined {
    const cursor = this.#cursor;
    this.#reader.readProlog(encodingKnown);
    if (rootNames.find(cursor.view, cursor.position, 0) !== 0) throw misfit;
    cursor.position += rootName.length;
    this.#reader.countElement(1);
    if (!this.#readStartTagEnd()) throw misfit;
    const callback = this.#readVariant(shape, 1);
    this.#readEndTag(rootNames, 0, rootName);
    this.#reader.readEpilog();
    return callback;
  }

  /** Reads an object by the shape that it most likely has, and once more if what it says then is another. */
  #readVariant(shape: VariantsShape, depth: number): CanonicalObject | undefined {
    const cursor = this.#cursor;
    const { position } = cursor;
    const { elements } = this.#reader;
    const guess = this.#guess(shape);
    const object = this.#readObject(guess, depth);
    const choice = object?.[shape.property];
    if (choice === undefined && shape.inferredBy.size > 0) throw misfit;
    if (typeof choice === 'string') this.#lastChoices.set(shape, choice);
    const chosen = chooseShape(shape, choice);
    if (chosen === guess) return object;
    cursor.position = position;
    this.#reader.elements = elements;
    return this.#readObject(chosen, depth);
  }

  /** The shape for what the first child says, else for what the last object said, else for what the document's last such element says. */
  #guess(shape: VariantsShape): ObjectShape {
    const { latin1, position } = this.#cursor;
    const tag = `<${shape.property}>`;
    const first = latin1.indexOf('<', position);
    if (latin1.startsWith(tag, first)) return chooseShape(shape, this.#textAt(first + tag.length));
    let choice = this.#lastChoices.get(shape);
    if (choice === undefined) {
      const last = latin1.lastIndexOf(tag);
      choice = last < 0 ? '' : this.#textAt(last + tag.length);
      this.#lastChoices.set(shape, choice);
    }
    return chooseShape(shape, choice);
  }

  #textAt(position: number): string {
    const { latin1 } = this.#cursor;
    return latin1.slice(position, latin1.indexOf('<', position));
  }

  /** [43] content of an object, https://www.w3.org/TR/xml/#NT-content, to its `</` */
  #readObject(shape: ObjectShape, depth: number): CanonicalObject | undefined {
    const cursor = this.#cursor;
    const { fields, names } = shape;
    const known: (CanonicalValue | undefined)[] = [];
    let unknown: LooseObject | undefined;
    let expected = 0;
    let filled = false;
    while (this.#atStartTag()) {
      const index = names.find(cursor.view, cursor.position, expected);
      if (index < 0) {
        unknown ??= {};
        this.#readUnknown(unknown, depth + 1);
        continue;
      }
      const field = fields[index] as FieldShape;
      expected = field.list ? index : index + 1;
      const value = this.#readField(field, names, depth + 1);
      if (value === undefined) continue;
      filled = true;
      if (!field.list) {
        if (known[index] !== undefined) throw misfit;
        known[index] = value;
      } else if (known[index] === undefined) known[index] = [value];
      else (known[index] as CanonicalValue[]).push(value);
    }
    const others = unknown === undefined ? [] : this.#keepUnknown(unknown);
    return filled || others.length > 0 ? assemble(shape, known, others) : undefined;
  }

  /** Passes over what may stand between elements. Gives whether a start tag follows, and its `<` is passed; else an end tag's `</` follows. */
  #atStartTag(): boolean {
    const cursor = this.#cursor;
    for (;;) {
      this.#skipLayout();
      if (cursor.peek() !== lessThan) throw misfit;
      const next = cursor.peek(1);
      if (next === slash) return false;
      if (next !== 0x21 && next !== 0x3f) {
        cursor.position++;
        return true;
      }
      if (cursor.take('<!--')) skipComment(cursor);
      else if (cursor.take('<?')) skipInstruction(cursor);
      else throw misfit;
    }
  }

  /** White space as documents are indented with: a line feed, then spaces, of which eight are one word. */
  #skipLayout(): void {
    const cursor = this.#cursor;
    const { bytes, view } = cursor;
    let { position } = cursor;
    for (;;) {
      while (view.getFloat64(position, true) === eightSpaces) position += 8;
      if (((byteClass[bytes[position] as number] as number) & whiteSpace) === 0) break;
      position++;
    }
    cursor.position = position;
  }

  /** [39] element of a known name, behind its `<` */
  #readField({ name, position, shape }: FieldShape, names: NameTable, depth: number): CanonicalValue | undefined {
    const cursor = this.#cursor;
    this.#reader.countElement(depth);
    cursor.position += names.lengthOf(position);
    if (!this.#readStartTagEnd()) return undefined;
    let value: CanonicalValue | undefined;
    if (shape.kind === 'text') value = this.#readText(depth);
    else if (shape.kind === 'object') value = this.#readObject(shape, depth);
    else if (shape.kind === 'variants') value = this.#readVariant(shape, depth);
    else throw misfit;
    this.#readEndTag(names, position, name);
    return value;
  }

  #readStartTagEnd(): boolean {
    const cursor = this.#cursor;
    if (cursor.peek() !== greaterThan) return this.#reader.readStartTagEnd();
    cursor.position++;
    return true;
  }

  /** [42] ETag, https://www.w3.org/TR/xml/#NT-ETag */
  #readEndTag(names: NameTable, index: number, name: string): void {
    const cursor = this.#cursor;
    const start = cursor.position + 2;
    const end = start + names.lengthOf(index);
    if (names.isAt(index, cursor.view, start) && cursor.bytes[end] === greaterThan) cursor.position = end + 1;
    else {
      cursor.position = start;
      this.#reader.readEndTag(name, start);
    }
  }

  /** [43] content of a leaf, to its `</` */
  #readText(depth: number): string | undefined {
    const cursor = this.#cursor;
    const { bytes, position: start } = cursor;
    let position = start;
    for (;;) {
      while (((byteClass[bytes[position] as number] as number) & textStop) === 0) position++;
      if (bytes[position] !== closingBracket || bytes[position + 1] === closingBracket) break;
      position++;
    }
    if (bytes[position] !== lessThan || bytes[position + 1] !== slash) return this.#readMixedText(depth);
    cursor.position = position;
    return position === start ? undefined : cursor.copyAscii(start, position);
  }

  /** The text of a leaf that holds more than plain characters */
  #readMixedText(depth: number): string | undefined {
    const content = this.#reader.readContent(depth);
    if (typeof content !== 'string') throw misfit;
    this.#cursor.position -= 2;
    return content === '' ? undefined : content;
  }

  #readUnknown(parent: LooseObject, depth: number): void {
    const start = this.#cursor.position - 1;
    const name = this.#cursor.readName();
    addChild(parent, { name, content: this.#reader.readElementContent(name, start, depth) });
  }

  #keepUnknown(unknown: LooseObject): [string, CanonicalValue][] {
    const mapper = new Mapper(this.#cursor.limits, 'body');
    const kept: [string, CanonicalValue][] = [];
    for (const [name, value] of Object.entries(unknown)) {
      const mapped = mapper.mapUnknown(value);
      if (mapped !== undefined) kept.push([name, mapped]);
    }
    if (mapper.issues.length > 0) throw misfit;
    return kept;
  }
}

const eightSpaces = /* @__PURE__ */ new DataView(new TextEncoder().encode('        ').buffer).getFloat64(0, true);

function chooseShape(shape: VariantsShape, name: unknown): ObjectShape {
  const chosen = (typeof name === 'string' ? shape.known.get(name) : undefined) ?? shape.unknown;
  // Which form it is could stand anywhere in it, and no sender of forms is known to send XML.
  if (chosen.kind === 'forms') throw misfit;
  return chosen;
}
