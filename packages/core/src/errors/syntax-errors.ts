import { CallbackError, nameErrorClass } from './callback-error.ts';
import type { ErrorCode } from './error-codes.ts';
import type { TextPosition } from './text-position.ts';

/** The text breaks the grammar of its format, at a known place. */
abstract class TextSyntaxError extends CallbackError {
  /** The line, counted from 1. */
  readonly line: number;
  /** The column in UTF-16 code units, counted from 1. */
  readonly column: number;
  /** The offset in the decoded text in UTF-16 code units, counted from 0. */
  readonly offset: number;
  /** The line around the place, cut to 60 characters, and a caret below it. */
  readonly excerpt: string;

  constructor(code: ErrorCode, message: string, position: TextPosition, options?: ErrorOptions) {
    super(code, `${message} (line ${position.line}, column ${position.column})`, options);
    this.line = position.line;
    this.column = position.column;
    this.offset = position.offset;
    this.excerpt = position.excerpt;
  }
}

/** The body is not a well-formed XML document without DTD. */
export class XmlSyntaxError extends TextSyntaxError {
  static {
    nameErrorClass(this, 'XmlSyntaxError');
  }
}

/** The body is not a JSON text (RFC 8259). */
export class JsonSyntaxError extends TextSyntaxError {
  static {
    nameErrorClass(this, 'JsonSyntaxError');
  }
}
