import { BodyError } from '../errors/index.ts';
import type { XmlCursor } from './cursor.ts';

const utf8Names = new Set(['utf-8', 'utf8']);
const asciiNames = new Set(['us-ascii', 'ascii']);

/** [15] Comment, https://www.w3.org/TR/xml/#NT-Comment, after its `<!--` */
export function skipComment(cursor: XmlCursor): void {
  cursor.readUntil('--', 'xml.invalid_comment', 'A comment must end in "-->".');
  cursor.expect('>', 'xml.invalid_comment', 'A comment must not hold "--".');
}

/** [16] PI, https://www.w3.org/TR/xml/#NT-PI, after its `<?` */
export function skipInstruction(cursor: XmlCursor): void {
  const start = cursor.position;
  const target = cursor.readName();
  if (target.toLowerCase() === 'xml') {
    throw cursor.error('xml.invalid_declaration', 'An XML declaration may only stand at the very start.', start);
  }
  if (cursor.take('?>')) return;
  if (!cursor.skipWhiteSpace())
    throw cursor.error('xml.invalid_instruction', 'White space must follow the target of a processing instruction.');
  cursor.readUntil('?>', 'xml.invalid_instruction', 'A processing instruction must end in "?>".');
}

/** [23] XMLDecl, https://www.w3.org/TR/xml/#NT-XMLDecl, after its `<?xml` */
export function readDeclaration(cursor: XmlCursor, encodingKnown: boolean): void {
  const version = readPseudoAttribute(cursor, 'version', /^1\.[0-9]+$/);
  if (version === undefined)
    throw cursor.error('xml.invalid_declaration', 'An XML declaration starts with its version.');
  const encoding = readPseudoAttribute(cursor, 'encoding', /^[A-Za-z][A-Za-z0-9._-]*$/);
  readPseudoAttribute(cursor, 'standalone', /^(?:yes|no)$/);
  cursor.skipWhiteSpace();
  cursor.expect('?>', 'xml.invalid_declaration', 'An XML declaration must end in "?>".');
  if (encoding !== undefined && !encodingKnown) checkEncoding(cursor, encoding);
}

function checkEncoding(cursor: XmlCursor, declared: string): void {
  const encoding = declared.toLowerCase();
  if (utf8Names.has(encoding)) return;
  if (!asciiNames.has(encoding)) {
    throw new BodyError(
      'body.unsupported_charset',
      `The XML declaration names the encoding ${declared.slice(0, 40)}; send its charset in the Content-Type header.`,
    );
  }
  if (cursor.bytes.subarray(0, cursor.end).some((byte) => byte >= 0x80))
    throw new BodyError('body.invalid_encoding', 'The body is not the US-ASCII that its XML declaration names.');
}

function readPseudoAttribute(cursor: XmlCursor, name: string, form: RegExp): string | undefined {
  const start = cursor.position;
  if (!cursor.skipWhiteSpace() || !cursor.take(name)) {
    cursor.position = start;
    return undefined;
  }
  cursor.skipWhiteSpace();
  cursor.expect('=', 'xml.invalid_declaration', `"=" must follow "${name}".`);
  cursor.skipWhiteSpace();
  const quote = cursor.take('"') ? '"' : "'";
  if (quote === "'") cursor.expect("'", 'xml.invalid_declaration', `The value of "${name}" must be quoted.`);
  const value = cursor.readUntil(quote, 'xml.invalid_declaration', `The value of "${name}" must end in a quote.`);
  if (!form.test(value)) throw cursor.error('xml.invalid_declaration', `The value of "${name}" is not allowed.`, start);
  return value;
}
