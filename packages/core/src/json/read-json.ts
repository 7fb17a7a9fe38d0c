import { decodeBytes } from '../decode/decode-body.ts';
import type { LooseValue } from '../mapping/loose-value.ts';
import { JsonReader } from './json-reader.ts';

/**
 * Reads a JSON text (RFC 8259).
 * @throws {JsonSyntaxError} with the place; JSON.parse is faster but can't tell it alike on all engines.
 */
export function readJson(content: Uint8Array | string, maxDepth: number): LooseValue {
  const text = typeof content === 'string' ? content : decodeBytes(content, 'utf-8');
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

/** Whether a number read by JSON.parse may have lost digits: those with more than 15 can. */
export function mayBeInexact(value: number): boolean {
  return !Number.isSafeInteger(value) && String(value).replace(/^-?0?\.?0*/, '').length > 15;
}
