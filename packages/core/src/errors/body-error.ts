import { CallbackError, nameErrorClass } from './callback-error.ts';

/** The body as a whole can't be read: too large, empty, consumed before, or of a type, charset or encoding that isn't known. */
export class BodyError extends CallbackError {
  static {
    nameErrorClass(this, 'BodyError');
  }
}
