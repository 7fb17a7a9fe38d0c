/** What a reader makes of a body, and a body parser leaves of it, before the schema says what it is. */
export type LooseValue = string | number | boolean | null | undefined | LooseValue[] | LooseObject;

/** Text beside child elements, which no callback has: kept for the error that the mapper makes of it. */
export const mixedText: unique symbol = Symbol('text beside elements');

export interface LooseObject {
  [name: string]: LooseValue;
  [mixedText]?: string;
}

/** Sets an own property, also one that is called `__proto__`. */
export function setOwn<T>(object: { [name: string]: T }, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

export function isMissing(value: LooseValue): value is null | undefined | '' {
  return value === undefined || value === null || value === '';
}

export function isObject(value: LooseValue): value is LooseObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text has nothing but what XML calls white space. */
export function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}

/** Whether a text has nothing but white space with a line break: what an empty container looks like in indented XML. */
export function isLayout(text: string): boolean {
  return isBlank(text) && /[\r\n]/.test(text);
}
