import { CallbackError, nameErrorClass } from './callback-error.ts';
import type { ErrorCode } from './error-codes.ts';

export interface RefusalOptions extends ErrorOptions {
  /** After how many seconds the sender should try again, for the header Retry-After. */
  readonly retryAfter?: number | undefined;
}

/** The codes of {@link AuthenticationError}s. */
export type AuthenticationCode = Extract<ErrorCode, `auth.${string}`>;

/** Whoever sent the request has not shown that he may. No message has any part of a token or secret. */
export class AuthenticationError extends CallbackError {
  /** After how many seconds the sender should try again. */
  readonly retryAfter: number | undefined;
  /** What the sender should authenticate with, for the header WWW-Authenticate. */
  readonly challenge: string | undefined;

  constructor(
    code: AuthenticationCode,
    message: string,
    options: RefusalOptions & { readonly challenge?: string | undefined } = {},
  ) {
    super(code, message, options);
    this.retryAfter = options.retryAfter;
    this.challenge = options.challenge;
  }

  static {
    nameErrorClass(this, 'AuthenticationError');
  }
}

/** The receiver could not take a callback, whatever is in it: handlers failed, a store is not to be reached, too much is going on. */
export class ReceiverError extends CallbackError {
  /** After how many seconds the sender should try again. */
  readonly retryAfter: number | undefined;

  constructor(
    code: Extract<ErrorCode, `${'request' | 'receiver' | 'handler' | 'idempotency'}.${string}`>,
    message: string,
    options: RefusalOptions = {},
  ) {
    super(code, message, options);
    this.retryAfter = options.retryAfter;
  }

  static {
    nameErrorClass(this, 'ReceiverError');
  }
}
