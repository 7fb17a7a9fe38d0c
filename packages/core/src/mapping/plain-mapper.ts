import type { ResolvedLimits } from '../api/options.ts';
import { mayBeInexact } from '../json/read-json.ts';
import type { CanonicalObject, CanonicalValue } from '../shape/canonical-value.ts';
import type { FieldShape, Kind, ObjectShape, VariantsShape } from '../shape/index.ts';
import { addUnknown, complete, keep } from './fitting-object.ts';
import { FieldLookup } from './field-lookup.ts';
import { isLayout, isMissing, isObject, type LooseObject, type LooseValue } from './loose-value.ts';
import { misfit, unlessMisfit } from './misfit.ts';

/**
 * Maps what JSON.parse made of a body, if it fits its shape as it is: the quick way, which gives what {@link Mapper} would give.
 *
 * @returns undefined if the body may not fit
 */
export function mapPlain(value: LooseValue, shape: VariantsShape, limits: ResolvedLimits): CanonicalObject | undefined {
  return unlessMisfit(() => new PlainMapper(limits).mapVariant(value, shape, 1));
}

const bodyFields = /* @__PURE__ */ new FieldLookup('body');

class PlainMapper {
  readonly #limits: ResolvedLimits;
  #values = 0;

  constructor(limits: ResolvedLimits) {
    this.#limits = limits;
  }

  mapVariant(value: LooseValue, variants: VariantsShape, depth: number): CanonicalObject | undefined {
    if (!isObject(value)) throw misfit;
    if (!Object.hasOwn(value, variants.property)) return this.#mapUnnamed(value, variants, depth);
    const said = value[variants.property];
    if (typeof said !== 'string' || said === '') throw misfit;
    const kind: Kind | undefined = variants.known.get(said);
    // A form that isn't the usual one may say another name inside, of which validators tell.
    if (kind !== undefined && bodyFields.formOf(value, kind) !== kind.shape) throw misfit;
    return this.#mapObject(value, kind?.shape ?? variants.unknown, depth);
  }

  /** An object without the field that decides: what its other fields tell is put there. */
  #mapUnnamed(value: LooseObject, variants: VariantsShape, depth: number): CanonicalObject | undefined {
    const name = bodyFields.infer(value, variants.inferredBy);
    const kind = name === undefined ? undefined : variants.known.get(name);
    if (name === undefined || kind === undefined) throw misfit;
    return this.#mapObject(value, bodyFields.formOf(value, kind), depth, name, variants.property);
  }

  #mapObject(
    value: LooseValue,
    shape: ObjectShape,
    depth: number,
    inferred?: string,
    property = '',
  ): CanonicalObject | undefined {
    if (!isObject(value) || depth >= this.#limits.depth) throw misfit;
    const { fields } = shape;
    const values = shape.blank.slice();
    let expected = 0;
    let filled = false;
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (isMissing(item)) continue;
      let field = fields[expected];
      if (field?.name !== key) field = shape.byName.get(key);
      if (field === undefined) filled = this.#keepUnknown(values, fields.length, key, item, depth) || filled;
      else {
        expected = field.position + 1;
        filled = this.#keepField(values, field, item, depth) || filled;
      }
    }
    if (!filled) return undefined;
    if (inferred !== undefined) keep(values, shape.byName.get(property) as FieldShape, inferred);
    return complete(shape, values);
  }

  #keepField(values: (CanonicalValue | undefined)[], field: FieldShape, item: LooseValue, depth: number): boolean {
    if (field.list && Array.isArray(item)) {
      for (const entry of item) {
        const value = isMissing(entry) ? undefined : this.#mapValue(entry, field, depth + 1);
        if (value !== undefined) keep(values, field, value);
      }
      return values[field.position] !== undefined;
    }
    const value = this.#mapValue(item, field, depth);
    if (value === undefined) return false;
    keep(values, field, value);
    return true;
  }

  #mapValue(item: LooseValue, { shape, isText }: FieldShape, depth: number): CanonicalValue | undefined {
    this.#count();
    if (isText) return typeof item === 'string' ? item : textOf(item);
    if (shape.kind === 'object') return this.#mapObject(item, shape, depth + 1);
    if (shape.kind === 'variants') return this.mapVariant(item, shape, depth + 1);
    if (shape.kind === 'number') return numberOf(item);
    if (typeof item === 'boolean') return item;
    throw misfit;
  }

  #keepUnknown(
    values: (CanonicalValue | undefined)[],
    position: number,
    key: string,
    item: LooseValue,
    depth: number,
  ): boolean {
    const value = this.#mapUnknown(item, depth);
    if (value === undefined) return false;
    const unknown = (values[position] ??= {}) as CanonicalObject;
    addUnknown(unknown, key, value);
    return true;
  }

  #mapUnknown(item: LooseValue, depth: number): CanonicalValue | undefined {
    if (isMissing(item)) return undefined;
    this.#count();
    if (depth >= this.#limits.depth) throw misfit;
    if (Array.isArray(item)) {
      const entries = item.map((entry) => this.#mapUnknown(entry, depth + 1)).filter((entry) => entry !== undefined);
      return entries.length > 1 ? entries : entries[0];
    }
    if (!isObject(item)) {
      const text = textOf(item);
      return isLayout(text) ? undefined : text;
    }
    let object: CanonicalObject | undefined;
    for (const key of Object.keys(item)) {
      const value = this.#mapUnknown(item[key], depth + 1);
      if (value !== undefined) addUnknown((object ??= {}), key, value);
    }
    return object;
  }

  #count(): void {
    if (++this.#values > this.#limits.elements) throw misfit;
  }
}

/** One zero for the two that there are, as in the long way. */
function numberOf(item: LooseValue): number {
  if (typeof item !== 'number' || (Number.isInteger(item) && !Number.isSafeInteger(item))) throw misfit;
  return item || 0;
}

/** The text of a leaf as it was sent. */
function textOf(item: LooseValue): string {
  if (typeof item === 'string') return item;
  if (typeof item === 'boolean' || (typeof item === 'number' && !mayBeInexact(item))) return String(item);
  throw misfit;
}
