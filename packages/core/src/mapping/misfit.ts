import { CallbackError } from '../errors/index.ts';

/**
 * Thrown by the quick ways of reading where a body doesn't fit its shape, or may not. They keep no paths and know no issues: what the body
 * is instead is for {@link Mapper} to say.
 */
class Misfit extends Error {}

// One for all, since nobody asks where it came from, and making one costs more than reading a body.
export const misfit: Misfit = /* @__PURE__ */ new Misfit('The body does not fit its shape.');

/** What a quick way gives; undefined if the body doesn't fit, or is wrong in itself, which the long way then says. */
export function unlessMisfit<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error === misfit || error instanceof CallbackError) return undefined;
    throw error;
  }
}
