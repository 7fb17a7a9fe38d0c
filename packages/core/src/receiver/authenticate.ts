import { readAuthResult, readConfirmation } from '../auth/auth-result.ts';
import type { Admission, Authenticator, AuthRequest, ConfirmedCallback } from '../auth/authenticator.ts';
import { AuthenticationError } from '../errors/index.ts';
import type { Callback } from '../generated/types/index.ts';

/**
 * Asks whether a request may come in, before its body is read.
 * @returns what wants to see the callback too, if something does
 * @throws {AuthenticationError}
 */
export async function authenticate(authenticator: Authenticator, request: AuthRequest): Promise<Admission | undefined> {
  const result = readAuthResult(await orUnavailable(() => authenticator(request)));
  if (result instanceof AuthenticationError) throw result;
  return result === true ? undefined : result;
}

/**
 * Asks once more, with the callback.
 * @throws {AuthenticationError}
 */
export async function confirm(admission: Admission, callback: Callback): Promise<ConfirmedCallback> {
  const confirmation = readConfirmation(await orUnavailable(() => admission.confirm(callback)));
  if (confirmation instanceof AuthenticationError) throw confirmation;
  return confirmation;
}

/** Whoever can't tell lets nobody in; the sender may come again. */
async function orUnavailable<Result>(ask: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof AuthenticationError) throw cause;
    throw new AuthenticationError('auth.unavailable', 'Authentication has failed by itself.', { cause, retryAfter: 5 });
  }
}
