import { complete, keep } from '../mapping/fitting-object.ts';
import type { CallbackShape } from '../mapping/map-callback.ts';
import { misfit, unlessMisfit } from '../mapping/misfit.ts';
import { isAt } from '../shape/byte-text.ts';
import type { CanonicalObject, CanonicalValue } from '../shape/canonical-value.ts';
import type { FieldShape, Kind, ObjectShape, VariantsShape } from '../shape/index.ts';
import type { XmlCursor } from './cursor.ts';
import { ElementReader } from './element-reader.ts';

const slash = 0x2f;
const lessThan = 0x3c;

/**
 * Reads a document straight into its canonical object, led by the shape: the element that the shape has next is looked for first.
 * What it gives has all that the schema requires, each value of its kind.
 *
 * @returns undefined for a document that doesn't fit the shape, or that the shape alone can't tell what it is
 */
export function readCallback(
  cursor: XmlCursor,
  encodingKnown: boolean,
  shape: CallbackShape,
): CanonicalObject | undefined {
  return unlessMisfit(() => new CallbackReader(cursor).readDocument(encodingKnown, shape));
}

/** Its loops keep the position in a variable of their own, and put it into the cursor before they call what moves it. */
class CallbackReader extends ElementReader {
  /** What chose the last object's shape; most likely the next one says the same. Searched for once, before the first. */
  #lastVariants: VariantsShape | undefined;
  #lastKind: Kind | undefined;

  readDocument(encodingKnown: boolean, { rootTags, shape }: CallbackShape): CanonicalObject | undefined {
    const cursor = this.cursor;
    this.reader.readProlog(encodingKnown);
    cursor.position--;
    if (!this.isAtElement(rootTags)) throw misfit;
    cursor.position += rootTags.openTag.length;
    cursor.countElement(1);
    if (!this.readStartTagEnd()) throw misfit;
    const callback = this.#readVariant(shape, 1);
    this.readEndTag(rootTags);
    this.reader.readEpilog();
    return callback;
  }

  /** Reads an object by the shape that it most likely has, and once more if what it says then is another. */
  #readVariant(variants: VariantsShape, depth: number): CanonicalObject | undefined {
    const cursor = this.cursor;
    const { position, elements } = cursor;
    const guess = this.#guess(variants);
    const object = this.#readObject(guess?.shape ?? variants.unknown, depth);
    const said = object?.[variants.property];
    if (object !== undefined && guess !== undefined && said === guess.name) {
      // A text that the program has anyway: of one that was just made, everybody who looks something up by it would have to make a hash.
      object[variants.property] = guess.name;
      return object;
    }
    if (said === undefined && variants.inferredBy.size > 0) throw misfit;
    const chosen = typeof said === 'string' ? inOneForm(variants.known.get(said)) : undefined;
    this.#lastVariants = variants;
    this.#lastKind = chosen;
    if (chosen === guess) return object;
    cursor.position = position;
    cursor.elements = elements;
    return this.#readObject(chosen?.shape ?? variants.unknown, depth);
  }

  /** The kind that the first child names, else the one of the last object, else what the document's last such element names. */
  #guess(variants: VariantsShape): Kind | undefined {
    const { latin1, view } = this.cursor;
    const position = this.cursor.skipLayout(this.cursor.position);
    if (isAt(variants.propertyTag, view, position)) return kindAt(variants, view, position);
    if (this.#lastVariants !== variants) {
      const last = latin1.lastIndexOf(`<${variants.property}>`);
      this.#lastVariants = variants;
      this.#lastKind = last < 0 ? undefined : kindAt(variants, view, last);
    }
    return this.#lastKind;
  }

  /** [43] content of an object, https://www.w3.org/TR/xml/#NT-content, to its `</` */
  #readObject(shape: ObjectShape, depth: number): CanonicalObject | undefined {
    const cursor = this.cursor;
    const { bytes, limits, view } = cursor;
    const { fields } = shape;
    const values = shape.blank.slice();
    const mostElements = depth < limits.depth ? limits.elements : 0;
    let filled = false;
    let expected = 0;
    let { position } = cursor;
    for (;;) {
      position = cursor.skipLayout(position);
      let field = fields[expected];
      if (field !== undefined && isAt(field.startTag, view, position)) position += field.startTag.length;
      else {
        cursor.position = position;
        if (bytes[position] === lessThan && bytes[position + 1] === slash) break;
        field = this.#seekField(fields, expected, values, depth + 1);
        if (field === undefined) break;
        position = cursor.position;
      }
      if (cursor.elements < mostElements) cursor.elements++;
      else cursor.countElement(depth + 1);
      expected = field.list ? field.position : field.position + 1;
      const start = position;
      let value: CanonicalValue | undefined;
      if (field.isText) position = cursor.skipText(position);
      if (field.isText && isAt(field.endTag, view, position)) {
        if (position > start) value = cursor.copyAscii(start, position);
        position += field.endTag.length;
      } else {
        cursor.position = start;
        value = this.#readNested(field, depth + 1);
        position = cursor.position;
      }
      if (value === undefined) continue;
      keep(values, field, value);
      filled = true;
    }
    return filled || values[fields.length] !== undefined ? complete(shape, values) : undefined;
  }

  /**
   * Passes over what isn't the expected start tag, up to the next one of a field. Unknown elements are kept in the place behind the fields.
   *
   * @returns undefined before the end tag
   */
  #seekField(
    fields: readonly FieldShape[],
    expected: number,
    values: (CanonicalValue | undefined)[],
    depth: number,
  ): FieldShape | undefined {
    const cursor = this.cursor;
    for (;;) {
      cursor.position = cursor.skipLayout(cursor.position);
      if (this.atEndTag()) return undefined;
      if (this.skipMarkup()) continue;
      const field = this.#findField(fields, expected);
      if (field === undefined) {
        const unknown = values[fields.length] as CanonicalObject | undefined;
        values[fields.length] = this.readUnknownField(unknown, depth);
      } else {
        cursor.position += field.openTag.length;
        if (this.readStartTagEnd()) return field;
        cursor.countElement(depth);
      }
    }
  }

  /** What isn't plain text: an object, or text with markup or references in it. With its end tag */
  #readNested(field: FieldShape, depth: number): CanonicalValue | undefined {
    const { shape } = field;
    let value: CanonicalValue | undefined;
    if (shape.kind === 'object') value = this.#readObject(shape, depth);
    else if (shape.kind === 'variants') value = this.#readVariant(shape, depth);
    else if (shape.kind === 'text') value = this.readMixedText(depth);
    else throw misfit;
    this.readEndTag(field);
    return value;
  }

  /** The field whose start tag is here: one from `expected` on, or before it. */
  #findField(fields: readonly FieldShape[], expected: number): FieldShape | undefined {
    for (let index = expected; index < fields.length; index++)
      if (this.isAtElement(fields[index] as FieldShape)) return fields[index];
    for (let index = 0; index < expected; index++)
      if (this.isAtElement(fields[index] as FieldShape)) return fields[index];
    return undefined;
  }
}

/** The kind whose element is at a position. */
function kindAt({ byFirstFour, propertyTag }: VariantsShape, view: DataView, position: number): Kind | undefined {
  const kinds = byFirstFour.get(view.getInt32(position + propertyTag.length, true));
  return inOneForm(kinds?.find(({ element }) => isAt(element, view, position)));
}

/** Which form an object has could stand anywhere in it, and no sender of forms is known to send XML. */
function inOneForm(kind: Kind | undefined): Kind | undefined {
  if (kind !== undefined && kind.otherForms.size > 0) throw misfit;
  return kind;
}
