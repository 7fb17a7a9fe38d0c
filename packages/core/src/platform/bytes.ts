/**
 * Whether a value is a Uint8Array, of this realm or of another one: test runners and some platforms run programs in a context with
 * classes of its own, and have requests from outside of it.
 */
export function isBytes(value: unknown): value is Uint8Array {
  if (!ArrayBuffer.isView(value)) return false;
  return value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]';
}
