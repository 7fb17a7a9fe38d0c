import { AuthenticationError } from '../errors/index.ts';
import { kindOf } from '../options/kind-of.ts';
import type { Admission, Confirmation } from './authenticator.ts';

/**
 * What an authenticator means by its result. Whatever is none of the results that it may give refuses the request: a function that
 * forgot to return something lets nobody in.
 */
export function readAuthResult(result: unknown): true | AuthenticationError | Admission {
  if (result === true || result instanceof AuthenticationError) return result;
  if (result === false) return new AuthenticationError('auth.failed', 'The authenticator refused the request.');
  if (isAdmission(result)) return result;
  return useless('true, false, an AuthenticationError or an admission', result);
}

/** What an admission means by its decision, read as strictly. */
export function readConfirmation(confirmation: unknown): Confirmation {
  if (confirmation instanceof AuthenticationError || isConfirmed(confirmation)) return confirmation;
  return useless('an AuthenticationError or an object with a callback', confirmation);
}

/** A mistake in the authenticator: the sender has done nothing wrong, and may come again when it is mended. */
function useless(expected: string, given: unknown): AuthenticationError {
  const message = `An authenticator must give ${expected}, not ${kindOf(given)}.`;
  return new AuthenticationError('auth.unavailable', message, { retryAfter: 5 });
}

function isAdmission(value: unknown): value is Admission {
  return typeof value === 'object' && value !== null && 'confirm' in value && typeof value.confirm === 'function';
}

function isConfirmed(value: unknown): value is Exclude<Confirmation, AuthenticationError> {
  if (typeof value !== 'object' || value === null || !('callback' in value)) return false;
  return typeof value.callback === 'object' && value.callback !== null;
}
