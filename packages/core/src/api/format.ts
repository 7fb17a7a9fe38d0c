import type { Callback } from '../generated/types/index.ts';
import { rootName } from '../generated/registry.ts';
import { FormatError } from '../errors/index.ts';
import { XmlWriter, type FormatOptions } from '../xml/xml-writer.ts';

/**
 * Writes a callback as the XML that the sender would have sent; {@link parseCallback} gives the same object of it.
 * @throws {FormatError} for what XML can't hold: a name that is none, a control character, a list of lists
 */
export function formatXml(callback: Callback, options?: FormatOptions): string {
  return guarded(() => new XmlWriter(options).writeDocument(rootName, callback));
}

/**
 * Writes a callback as JSON, without a root; {@link parseCallback} gives the same object of it.
 * @throws {FormatError} for what JSON can't hold
 */
export function formatJson(callback: Callback, { indent }: FormatOptions = {}): string {
  return guarded(() => JSON.stringify(callback, null, indent));
}

function guarded(write: () => string): string {
  try {
    return write();
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    // Cycles, too deep an object, a bigint, a property that throws when it is read.
    throw new FormatError('format.unsupported_value', 'The callback holds a value that has no text.', { cause });
  }
}
