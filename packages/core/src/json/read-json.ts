import { decodeBytes } from '../decode/decode-body.ts';
import type { LooseValue } from '../mapping/loose-value.ts';
import { JsonReader } from './json-reader.ts';

/**
 * Reads a JSON text (RFC 8259): with JSON.parse where that is right, for it is faster, and else by ourselves.
 * @throws {JsonSyntaxError} with the place, which JSON.parse can't tell alike on all engines
 */
export function readJson(content: Uint8Array | string, maxDepth: number): LooseValue {
  const text = typeof content === 'string' ? content : decodeBytes(content, 'utf-8');
  // V8 (Node 24.21) may take a name with an escape for another one that it expects there: {"\"":1} for {"\\":1}.
  if (text.includes('\\')) return new JsonReader(text, maxDepth).readText();
  try {
    return JSON.parse(text) as LooseValue;
  } catch {
    return new JsonReader(text, maxDepth).readText();
  }
}

/** Reads a JSON text once more, with numbers that a double can't hold as the text that was sent. */
export function readJsonExactly(content: Uint8Array | string, maxDepth: number): LooseValue {
  return new JsonReader(typeof content === 'string' ? content : decodeBytes(content, 'utf-8'), maxDepth).readText();
}

/** Whether a number read by JSON.parse may not be what was sent: one beyond a double's range, or with more than 15 digits. */
export function mayBeInexact(value: number): boolean {
  if (value === 0 || !Number.isFinite(value)) return true;
  return !Number.isSafeInteger(value) && String(value).replace(/^-?0?\.?0*/, '').length > 15;
}
