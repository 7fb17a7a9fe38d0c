import { AuthenticationError } from '../errors/index.ts';
import { whenThere, type Soon } from '../platform/soon.ts';
import { readAuthResult, readConfirmation } from './auth-result.ts';
import type { Admission, Authenticator, AuthRequest, AuthResult, Confirmation } from './authenticator.ts';
import type { LinkClaims } from './link-claims.ts';
import { requireAuthenticators } from './require-authenticators.ts';

/**
 * Lets in what all of some authenticators let in. They are asked in order, up to the first refusal. Those that want to see the
 * callback get it from the one before, so that a job that {@link confirmJob} fetched is what the next one sees.
 *
 * @example
 * ```ts
 * const token = process.env['CI_CALLBACK_TOKEN'] ?? '';
 * const both = all(ipAllow(['203.0.113.0/24'], { trustProxy: 1 }), urlToken(token));
 * ```
 *
 * @throws {TypeError} if there are none
 */
export function all(...authenticators: readonly Authenticator[]): Authenticator {
  requireAuthenticators('all', authenticators);
  return (request) => askAll(request, authenticators, []);
}

function askAll(
  request: AuthRequest,
  [authenticator, ...others]: readonly Authenticator[],
  admissions: readonly Admission[],
): Soon<AuthResult> {
  if (authenticator === undefined) return admissions.length === 0 || confirmedByAll(admissions);
  return whenThere(authenticator(request), (given) => {
    const result = readAuthResult(given);
    if (result instanceof AuthenticationError) return result;
    return askAll(request, others, result === true ? admissions : [...admissions, result]);
  });
}

function confirmedByAll(admissions: readonly Admission[]): Admission {
  return {
    async confirm(original): Promise<Confirmation> {
      let callback = original;
      let claims: LinkClaims | undefined;
      for (const admission of admissions) {
        const confirmation = readConfirmation(await admission.confirm(callback));
        if (confirmation instanceof AuthenticationError) return confirmation;
        ({ callback } = confirmation);
        if (confirmation.claims !== undefined) claims = { ...confirmation.claims, ...claims };
      }
      return claims === undefined ? { callback } : { callback, claims };
    },
  };
}
