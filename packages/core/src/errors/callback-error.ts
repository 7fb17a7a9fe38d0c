import { errorStatus, type ErrorCode } from './error-codes.ts';

const brand = Symbol.for('ci-callback.error');

/**
 * What every function of this package throws on bad input.
 *
 * `instanceof` holds across copies of the package in one process, as ESM beside CommonJS makes them.
 *
 * @example
 * ```ts
 * try {
 *   parseCallback(body);
 * } catch (error) {
 *   if (error instanceof CallbackError) response.writeHead(error.status).end(error.code);
 *   else throw error;
 * }
 * ```
 */
export class CallbackError extends Error {
  /** What went wrong, as a stable string such as `xml.doctype`. */
  readonly code: ErrorCode;
  /** The HTTP status that fits. */
  readonly status: number;
  /** Whether the message may be shown to the sender; false where it speaks of the server's own set-up. */
  readonly expose: boolean;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = errorStatus[code];
    this.expose = this.status < 500;
  }

  /** The status again, under the name that Express' and Koa's error handlers read as well. */
  get statusCode(): number {
    return this.status;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this.prototype, 'name')) return Function.prototype[Symbol.hasInstance].call(this, value);
    if (typeof value !== 'object' || value === null || !(brand in value)) return false;
    return this.prototype.name === 'CallbackError' || (value as { name?: unknown }).name === this.prototype.name;
  }

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
    nameErrorClass(this, 'CallbackError');
  }
}

/** Puts the class's name on its prototype, where a minifier can't change it and a log doesn't list it. */
export function nameErrorClass(errorClass: { readonly prototype: Error }, name: string): void {
  Object.defineProperty(errorClass.prototype, 'name', { value: name, configurable: true, writable: true });
}
