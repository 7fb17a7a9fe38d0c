import type { Kind, ObjectShape, VariantsShape } from '../shape/index.ts';
import { isMissing, isObject, type LooseObject, type LooseValue } from './loose-value.ts';
import { plainNode } from './tree-node.ts';

/** Finds fields in what is not mapped yet, and tells by them what an object is. */
export class FieldLookup {
  /** Whether names may differ from the schema's in case. */
  readonly inAnyCase: boolean;

  constructor(origin: 'body' | 'tree') {
    this.inAnyCase = origin === 'tree';
  }

  /** A value without what a body parser has put around it. */
  plain(value: LooseValue): LooseValue {
    return this.inAnyCase && isObject(value) ? plainNode(value) : value;
  }

  /** The key under which an object holds a field: its name or, where that may be, the first that differs in case alone. */
  keyOf(value: LooseObject, name: string): string | undefined {
    if (Object.hasOwn(value, name)) return name;
    return this.inAnyCase ? Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase()) : undefined;
  }

  /** The name of an object that does not have the field with its name. */
  infer(value: LooseObject, inferredBy: VariantsShape['inferredBy']): string | undefined {
    for (const [name, [field = '', inner]] of inferredBy) {
      const key = this.keyOf(value, field);
      if (key !== undefined && (inner === undefined || this.#fieldIn(value[key], inner) === name)) return name;
    }
    return undefined;
  }

  /** The form that an object has. */
  formOf(value: LooseObject, { otherForms, shape }: Kind): ObjectShape {
    for (const [field, form] of otherForms) if (this.keyOf(value, field) !== undefined) return form;
    return shape;
  }

  #fieldIn(value: LooseValue, name: string): LooseValue {
    const object = this.plain(onlyEntry(value));
    const key = isObject(object) ? this.keyOf(object, name) : undefined;
    return isObject(object) && key !== undefined ? this.plain(onlyEntry(object[key])) : undefined;
  }
}

/** A list that has but one entry is that entry. */
function onlyEntry(value: LooseValue): LooseValue {
  if (!Array.isArray(value)) return value;
  const [entry, ...others] = value.filter((one) => !isMissing(one));
  return others.length === 0 ? entry : value;
}
