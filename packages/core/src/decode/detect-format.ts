import { BodyError } from '../errors/index.ts';
import { readFormat } from './media-type.ts';

/**
 * Tells XML from JSON by the first character that isn't white space; the header decides where that is neither's.
 * @throws {BodyError} `body.empty` or `body.unsupported_type`
 */
export function detectFormat(content: string | Uint8Array, contentType: string | undefined): 'xml' | 'json' {
  switch (firstCharacter(content)) {
    case undefined:
      throw emptyBody();
    case '<':
      return 'xml';
    case '{':
    case '[':
      return 'json';
    default: {
      const format = readFormat(contentType);
      if (format !== undefined) return format;
      throw new BodyError('body.unsupported_type', 'The body is neither XML nor JSON.');
    }
  }
}

export function emptyBody(): BodyError {
  return new BodyError('body.empty', 'The body is empty.');
}

/** The first character that isn't white space, by the white space that XML and JSON share. */
export function firstCharacter(content: string | Uint8Array): string | undefined {
  for (let i = 0; i < content.length; i++) {
    const code = typeof content === 'string' ? content.charCodeAt(i) : (content[i] ?? 0);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return String.fromCharCode(code);
  }
  return undefined;
}
