import { BodyError, pointerTo, type Issue, type IssueCode } from '../errors/index.ts';
import type { ResolvedLimits } from '../api/options.ts';
import {
  object,
  type FieldShape,
  type LeafShape,
  type ObjectShape,
  type Shape,
  type VariantsShape,
} from '../shape/index.ts';
import { mayBeInexact } from '../json/read-json.ts';
import type { CanonicalObject, CanonicalValue } from '../shape/canonical-value.ts';
import { assemble } from './canonical-object.ts';
import { describeValue, nameShape } from './describe.ts';
import { FieldLookup } from './field-lookup.ts';
import {
  isBlank,
  isLayout,
  isMissing,
  isObject,
  mixedText,
  setOwn,
  type LooseObject,
  type LooseValue,
} from './loose-value.ts';
import { readNumber } from './read-number.ts';

const unknownObject: ObjectShape = /* @__PURE__ */ object('unknown', {}, () => ({}));

// A body that is wrong all over is told so by its first faults.
const mostIssues = 50;

/**
 * Brings what a reader or a body parser made of a body into the canonical form:
 * 1. A list is an array, also with one entry; a lone entry and a list of one are the same thing.
 * 2. A leaf has the type that the schema declares; one that it doesn't know is text.
 * 3. Empty is missing, but an object that the schema requires is there.
 * 4. Keys come in the schema's order, unknown ones after them.
 */
export class Mapper {
  readonly issues: Issue[] = [];
  /** Whether a JSON number may have lost digits, so that its text must be read from the body once more. */
  lostDigits = false;
  readonly #limits: ResolvedLimits;
  readonly #fields: FieldLookup;
  readonly #path: (string | number)[] = [];
  #values = 0;
  #depth = 0;

  /** @param origin a tree that a body parser left may have names in another case, and more than the elements in its nodes */
  constructor(limits: ResolvedLimits, origin: 'body' | 'tree') {
    this.#limits = limits;
    this.#fields = new FieldLookup(origin);
  }

  /** Gives undefined for what is empty, and for what is wrong, beside its issue. */
  map(given: LooseValue, shape: Shape): CanonicalValue | undefined {
    const value = this.#fields.plain(given);
    if (isMissing(value)) return undefined;
    this.#count();
    if (Array.isArray(value)) return this.#mapRepeated(value, shape);
    switch (shape.kind) {
      case 'object':
        return this.#mapObject(value, shape);
      case 'variants':
        return this.#mapVariant(value, shape);
      default:
        return this.#mapLeaf(value, shape);
    }
  }

  #mapRepeated(values: LooseValue[], shape: Shape): CanonicalValue | undefined {
    const present = values.filter((value) => !isMissing(value));
    if (present.length > 1)
      return this.#reject(
        'repeated_field',
        'A field that is no list is there more than once.',
        nameShape(shape),
        values,
      );
    return this.#nested(() => this.map(present[0], shape));
  }

  #mapLeaf(value: LooseValue, { kind }: LeafShape): CanonicalValue | undefined {
    if (typeof value === 'object')
      return this.mapUnknown(value) === undefined ? undefined : this.#rejectType(kind, value);
    if (kind === 'text') return this.#textOf(value);
    if (typeof value === 'string' && isBlank(value)) return undefined;
    if (kind === 'number') return this.#numberOf(value);
    if (typeof value === 'boolean') return value;
    return value === 'true' || value === 'false' ? value === 'true' : this.#rejectType(kind, value);
  }

  #numberOf(value: LooseValue): number | undefined {
    if (typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value)) this.lostDigits = true;
    const number = typeof value === 'string' ? readNumber(value) : value;
    // There is one zero in JSON that is written again, so there is one here.
    return typeof number === 'number' ? number || 0 : this.#rejectType('number', value);
  }

  #textOf(value: LooseValue): string | undefined {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
      if (typeof value === 'number' && mayBeInexact(value)) this.lostDigits = true;
      return String(value);
    }
    return this.#rejectType('text', value);
  }

  #mapVariant(value: LooseValue, shape: VariantsShape): CanonicalValue | undefined {
    if (!isObject(value)) return this.#mapObject(value, shape.unknown);
    const property = shape.unknown.byName.get(shape.property) as FieldShape;
    const key = this.#fields.keyOf(value, shape.property);
    const said =
      key === undefined ? undefined : this.#nestedAt(shape.property, () => this.map(value[key], property.shape));
    const name = said ?? this.#fields.infer(value, shape.inferredBy);
    const known = typeof name === 'string' ? shape.known.get(name) : undefined;
    const chosen = known === undefined ? shape.unknown : this.#fields.formOf(value, known);
    return this.#mapObject(value, chosen, said === undefined ? name : undefined, shape.property);
  }

  #mapObject(
    value: LooseValue,
    shape: ObjectShape,
    inferred?: CanonicalValue,
    property?: string,
  ): CanonicalObject | undefined {
    if (!isObject(value))
      return typeof value === 'string' && isBlank(value) ? undefined : this.#rejectType('object', value);
    if (value[mixedText] !== undefined)
      return this.#reject('mixed_content', 'Text stands beside elements.', 'elements alone', value);
    const known = [...shape.blank];
    const unknown: CanonicalObject = {};
    let filled = false;
    this.#nested(() => {
      for (const key of Object.keys(value)) {
        const field = this.#fieldOf(shape, key, value);
        const mapped = this.#nestedAt(field?.name ?? key, () =>
          field === undefined ? this.mapUnknown(value[key]) : this.#mapField(value[key], field),
        );
        if (mapped === undefined) continue;
        filled = true;
        if (field === undefined) setOwn(unknown, key, mapped);
        else known[field.position] = mapped;
      }
    });
    if (!filled) return undefined;
    if (inferred !== undefined && property !== undefined) known[shape.byName.get(property)?.position ?? 0] = inferred;
    known[shape.fields.length] = unknown;
    return assemble(shape, known);
  }

  #mapField(value: LooseValue, field: FieldShape): CanonicalValue | undefined {
    return field.list ? this.#mapList(value, field.shape) : this.map(value, field.shape);
  }

  #mapList(value: LooseValue, shape: Shape): CanonicalValue[] | undefined {
    const entries: CanonicalValue[] = [];
    (Array.isArray(value) ? value : [value]).forEach((entry, index) => {
      const mapped = this.#nestedAt(index, () => this.map(entry, shape));
      if (mapped !== undefined) entries.push(mapped);
    });
    return entries.length === 0 ? undefined : entries;
  }

  /** What the schema doesn't know: objects and arrays of text, without empties. */
  mapUnknown(given: LooseValue): CanonicalValue | undefined {
    const value = this.#fields.plain(given);
    if (isMissing(value)) return undefined;
    this.#count();
    if (Array.isArray(value)) {
      const entries = this.#nested(() =>
        value.map((entry) => this.mapUnknown(entry)).filter((entry) => entry !== undefined),
      );
      return entries.length > 1 ? entries : entries[0];
    }
    if (isObject(value)) return this.#mapObject(value, unknownObject);
    const text = this.#textOf(value);
    return text === undefined || isLayout(text) ? undefined : text;
  }

  #fieldOf(shape: ObjectShape, key: string, value: LooseObject): FieldShape | undefined {
    const exact = shape.byName.get(key);
    if (exact !== undefined || !this.#fields.inAnyCase) return exact;
    const field = shape.byLowerCaseName.get(key.toLowerCase());
    return field === undefined || this.#fields.keyOf(value, field.name) !== key ? undefined : field;
  }

  #count(): void {
    if (++this.#values > this.#limits.elements)
      throw new BodyError('limit.elements', `There are more than ${this.#limits.elements} values.`);
  }

  #nested<T>(map: () => T): T {
    if (++this.#depth > this.#limits.depth)
      throw new BodyError('limit.depth', `Values nest deeper than ${this.#limits.depth} levels.`);
    const mapped = map();
    this.#depth--;
    return mapped;
  }

  #nestedAt<T>(key: string | number, map: () => T): T {
    this.#path.push(key);
    const mapped = map();
    this.#path.pop();
    return mapped;
  }

  #rejectType(expected: string, value: LooseValue): undefined {
    return this.#reject('wrong_type', 'The value is of the wrong type.', expected, value);
  }

  #reject(code: IssueCode, message: string, expected: string, value: LooseValue): undefined {
    if (this.issues.length < mostIssues) {
      this.issues.push({
        path: this.#path.reduce<string>(pointerTo, ''),
        code,
        message,
        expected,
        actual: describeValue(value),
      });
    }
    return undefined;
  }
}
