/** A value of a canonical object. */
export type CanonicalValue = string | number | boolean | CanonicalValue[] | CanonicalObject;

export interface CanonicalObject {
  [name: string]: CanonicalValue;
}
