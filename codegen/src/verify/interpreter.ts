import { pointerTo } from '../json.ts';
import {
  type Definition,
  definitionOf,
  type Field,
  type FieldType,
  kindOf,
  type Model,
  type Variants,
} from '../model.ts';
import { type BodyObject, type BodyValue, isBodyList, isBodyObject, objectOf } from './body-value.ts';

/** A value of the canonical form. */
export type CanonicalValue = string | number | boolean | readonly CanonicalValue[] | CanonicalObject;

export interface CanonicalObject {
  readonly [name: string]: CanonicalValue;
}

/** Thrown for a body that has no canonical form. */
export class InterpretationError extends Error {
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(`${pointer}: ${message}`);
    this.name = 'InterpretationError';
    this.pointer = pointer;
  }
}

/**
 * Brings the content of a root into the canonical form by asking the model at every step: slow, short, and independent of
 * what is generated from the model.
 * @throws {InterpretationError}
 */
export function interpret(model: Model, content: BodyValue): CanonicalObject {
  const interpreter = new Interpreter(model);
  const callback = interpreter.variant(model.events, single(content, ''), '');
  if (callback === undefined) throw new InterpretationError('', 'The body is empty');
  return callback;
}

class Interpreter {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  variant(variants: Variants, value: BodyValue | undefined, pointer: string): CanonicalObject | undefined {
    if (!isBodyObject(value)) return blank(value, pointer);
    const { property, known } = variants;
    const said = text(single(own(value, property), pointer), pointer);
    const name = said ?? known.find((kind) => isInferred(value, kind.name, kind.inferredBy))?.name;
    const kind = kindOf(variants, name, (field) => own(value, field) !== undefined);
    const definition = definitionOf(this.#model, kind?.title ?? variants.unknown);
    // What is inferred is put there only if there is anything else: an empty object stays missing.
    const inferred = said === undefined && name !== undefined ? [[property, name] as const] : [];
    return this.#object(definition, value, pointer, inferred);
  }

  #object(
    definition: Definition,
    value: BodyValue | undefined,
    pointer: string,
    inferred: readonly (readonly [string, string])[] = [],
  ): CanonicalObject | undefined {
    if (!isBodyObject(value)) return blank(value, pointer);
    const names = new Set(definition.fields.map(({ name }) => name));
    const known = present(
      definition.fields.map(
        (field) => [field.name, this.#field(field, own(value, field.name), pointerTo(pointer, field.name))] as const,
      ),
    );
    const others = present(
      Object.entries(value).map(([name, other]) => [name, names.has(name) ? undefined : unknownValue(other)] as const),
    );
    if (known.length + others.length === 0) return undefined;
    const given = new Map<string, CanonicalValue>([...inferred, ...known]);
    const ordered = present(
      definition.fields.map((field) => [field.name, given.get(field.name) ?? this.#required(field)] as const),
    );
    return objectOf([...ordered, ...others]);
  }

  /** An object that has to be there and isn't. A text or list that has to be there is for the validator to miss. */
  #required({ required, list, type }: Field): CanonicalObject | undefined {
    if (!required || list || type.type !== 'object') return undefined;
    const { fields } = definitionOf(this.#model, type.title);
    return objectOf(present(fields.map((field) => [field.name, this.#required(field)] as const)));
  }

  #field({ type, list }: Field, value: BodyValue | undefined, pointer: string): CanonicalValue | undefined {
    if (!list) return this.#value(type, single(value, pointer), pointer);
    const given = value === undefined ? [] : isBodyList(value) ? value : [value];
    const entries = given.map((entry, index) => this.#value(type, single(entry, pointer), pointerTo(pointer, index)));
    return nonEmpty(entries);
  }

  #value(type: FieldType, value: BodyValue | undefined, pointer: string): CanonicalValue | undefined {
    switch (type.type) {
      case 'object':
        return this.#object(definitionOf(this.#model, type.title), value, pointer);
      case 'job':
        return this.variant(this.#model.jobs, value, pointer);
      case 'text':
        return text(value, pointer);
      case 'number':
        // What is added makes of -0 the one zero that there is.
        return parsed(
          value,
          pointer,
          (given) => Number(given) + 0,
          (number) => !Number.isNaN(number),
        );
      case 'boolean':
        return parsed(
          value,
          pointer,
          (given) => given === 'true',
          (_truth, given) => given === 'true' || given === 'false',
        );
    }
  }
}

/** Whether an object without a name has what tells it: a field, or in a field a text that is the name. */
function isInferred(value: BodyObject, name: string, inferredBy: string | undefined): boolean {
  const [field, inner] = inferredBy?.split('/') ?? [];
  if (field === undefined) return false;
  const found = own(value, field);
  if (inner === undefined) return found !== undefined;
  const object = onlyEntry(found);
  return isBodyObject(object) && onlyEntry(own(object, inner)) === name;
}

function onlyEntry(value: BodyValue | undefined): BodyValue | undefined {
  if (!isBodyList(value)) return value;
  const filled = value.filter((entry) => entry !== '' && entry !== null);
  return filled.length === 1 ? filled[0] : undefined;
}

function own(object: BodyObject, name: string): BodyValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value of a field that is no list: the only one of several that isn't empty. */
function single(value: BodyValue | undefined, pointer: string): BodyValue | undefined {
  if (!isBodyList(value)) return value;
  const filled = value.filter((entry) => entry !== '' && entry !== null);
  if (filled.length > 1) throw new InterpretationError(pointer, 'A field that is no list is repeated');
  return single(filled[0], pointer);
}

function text(value: BodyValue | undefined, pointer: string): string | undefined {
  if (value === undefined || value === null || value === '' || isEmpty(value)) return undefined;
  if (typeof value === 'object') throw new InterpretationError(pointer, 'Expected a text, found an object');
  return String(value);
}

function parsed<Value extends number | boolean>(
  value: BodyValue | undefined,
  pointer: string,
  parse: (text: string) => Value,
  fits: (parsed: Value, text: string) => boolean,
): Value | undefined {
  const given = text(value, pointer);
  if (given === undefined || given.trim() === '') return undefined;
  const result = parse(given);
  if (!fits(result, given)) throw new InterpretationError(pointer, 'Expected a number or a boolean');
  return result;
}

/** Where an object should be, white space is nothing and everything else is wrong. */
function blank(value: BodyValue | undefined, pointer: string): undefined {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  throw new InterpretationError(pointer, 'Expected an object');
}

function unknownValue(value: BodyValue): CanonicalValue | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return value === '' || isLayout(value) ? undefined : value;
  if (typeof value !== 'object') return String(value);
  if (!isBodyObject(value)) {
    const entries = nonEmpty(value.map(unknownValue));
    return entries?.length === 1 ? entries[0] : entries;
  }
  const fields = present(Object.entries(value).map(([name, field]) => [name, unknownValue(field)] as const));
  return fields.length === 0 ? undefined : objectOf(fields);
}

/** White space with a line break is how indented XML looks where an element is empty. */
function isLayout(value: string): boolean {
  return /^[ \t\r\n]*[\r\n][ \t\r\n]*$/.test(value);
}

function isEmpty(value: BodyValue): boolean {
  return typeof value === 'object' && unknownValue(value) === undefined;
}

function nonEmpty(entries: readonly (CanonicalValue | undefined)[]): readonly CanonicalValue[] | undefined {
  const filled = entries.filter((entry) => entry !== undefined);
  return filled.length === 0 ? undefined : filled;
}

function present<Value>(
  entries: readonly (readonly [string, Value | undefined])[],
): readonly (readonly [string, Value])[] {
  return entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
