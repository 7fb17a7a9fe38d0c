import { readAuthResult, readConfirmation } from '../auth/auth-result.ts';
import type { Admission, Authenticator, AuthRequest, ConfirmedCallback } from '../auth/authenticator.ts';
import { AuthenticationError } from '../errors/index.ts';
import type { Callback } from '../generated/types/index.ts';
import { isPromise, recover, whenThere, type Soon } from '../platform/soon.ts';

/**
 * Asks whether a request may come in, before its body is read.
 * @returns what wants to see the callback too, if something does
 * @throws {AuthenticationError}
 */
export function authenticate(authenticator: Authenticator, request: AuthRequest): Soon<Admission | undefined> {
  try {
    const given: Soon<unknown> = authenticator(request);
    return isPromise(given) ? Promise.resolve(given).then(admitted, unavailable) : admitted(given);
  } catch (cause) {
    return unavailable(cause);
  }
}

function admitted(given: unknown): Admission | undefined {
  const result = readAuthResult(given);
  if (result instanceof AuthenticationError) throw result;
  return result === true ? undefined : result;
}

/**
 * Asks once more, with the callback.
 * @throws {AuthenticationError}
 */
export function confirm(admission: Admission, callback: Callback): Soon<ConfirmedCallback> {
  return whenThere(
    recover(() => admission.confirm(callback), unavailable),
    confirmed,
  );
}

function confirmed(given: unknown): ConfirmedCallback {
  const confirmation = readConfirmation(given);
  if (confirmation instanceof AuthenticationError) throw confirmation;
  return confirmation;
}

/** Whoever can't tell lets nobody in; the sender may come again. */
function unavailable(cause: unknown): never {
  if (cause instanceof AuthenticationError) throw cause;
  throw new AuthenticationError('auth.unavailable', 'Authentication has failed by itself.', { cause, retryAfter: 5 });
}
