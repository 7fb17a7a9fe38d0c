import type { Callback } from '../generated/types/index.ts';
import { rootName } from '../generated/registry.ts';
import { FormatError } from '../errors/index.ts';
import { requireOptions } from '../options/require-options.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { XmlWriter, type FormatOptions } from '../xml/xml-writer.ts';

/**
 * Writes a callback as the XML that the sender would have sent; {@link parseCallback} gives the same object of it.
 * @throws {FormatError} for what XML can't hold: a name that is none, a control character, a list of lists
 * @throws {TypeError} if an option has a value that it can't have
 */
export function formatXml(callback: Callback, options?: FormatOptions): string {
  const indent = indentOf('formatXml', options);
  return guarded(() => new XmlWriter(indent).writeDocument(rootName, callback));
}

/**
 * Writes a callback as JSON, without a root; {@link parseCallback} gives the same object of it.
 * @throws {FormatError} for what JSON can't hold
 * @throws {TypeError} if an option has a value that it can't have
 */
export function formatJson(callback: Callback, options?: FormatOptions): string {
  const indent = indentOf('formatJson', options);
  return guarded(() => JSON.stringify(callback, null, indent));
}

function indentOf(asker: string, options: FormatOptions = {}): number {
  requireOptions(asker, options, { indent: true });
  return wholeNumber(asker, 'indent', options.indent, 0, { least: 0, most: 10 });
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
