import { CallbackError } from '../errors/index.ts';
import type { Callback } from '../generated/types/index.ts';

/** What {@link safeParseCallback} gives: the callback, or why there is none. */
export type ParseResult<Data = Callback> =
  | { readonly success: true; readonly data: Data }
  | { readonly success: false; readonly error: CallbackError };

/** What parsing gives, or the error that it throws. */
export function attempt<Data>(parse: () => Data): ParseResult<Data> {
  try {
    return { success: true, data: parse() };
  } catch (error) {
    if (error instanceof CallbackError) return { success: false, error };
    throw error;
  }
}
