import type { Shape } from '../shape/index.ts';

/** Names the kind of a value for an error, without showing the value. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

export function nameShape(shape: Shape): string {
  return shape.kind === 'variants' || shape.kind === 'object' ? 'one object' : `one ${shape.kind}`;
}
