import { fullCatalog } from '../catalog/full-catalog.ts';
import { validate } from '../catalog/validate.ts';
import type { Issue } from '../errors/index.ts';
import { shownValue } from '../options/kind-of.ts';
import { requireOptions } from '../options/require-options.ts';

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
 * @throws {TypeError} for another option, or another mode than these two
 */
export function validateCallback(callback: object, options: ValidateOptions = {}): Issue[] {
  return validate(fullCatalog, callback, modeOf(options));
}

export function modeOf(options: ValidateOptions): 'lenient' | 'strict' {
  requireOptions('validateCallback', options, { mode: true });
  const { mode = 'lenient' } = options;
  if (mode === 'lenient' || mode === 'strict') return mode;
  throw new TypeError(`validateCallback: mode must be 'lenient' or 'strict', not ${shownValue(mode)}.`);
}
