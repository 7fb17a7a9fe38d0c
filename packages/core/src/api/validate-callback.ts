import { fullCatalog } from '../catalog/full-catalog.ts';
import { validate } from '../catalog/validate.ts';
import type { Issue } from '../errors/index.ts';

export interface ValidateOptions {
  /** `lenient` by default; see {@link ValidationMode}. */
  readonly mode?: 'lenient' | 'strict' | undefined;
}

/**
 * Compares a callback with the schema, and lists where they differ.
 *
 * @example
 * ```ts
 * for (const { path, code, expected, actual } of validateCallback(callback, { mode: 'strict' })) console.warn(path, code, expected, actual);
 * ```
 *
 * @throws {TypeError} for another mode than these two
 */
export function validateCallback(callback: object, options: ValidateOptions = {}): Issue[] {
  return validate(fullCatalog, callback, modeOf(options));
}

export function modeOf({ mode = 'lenient' }: ValidateOptions): 'lenient' | 'strict' {
  if (mode !== 'lenient' && mode !== 'strict')
    throw new TypeError(`mode must be 'lenient' or 'strict', not ${String(mode)}`);
  return mode;
}
