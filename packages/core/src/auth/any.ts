import { AuthenticationError } from '../errors/index.ts';
import { whenThere, type Soon } from '../platform/soon.ts';
import { readAuthResult, readConfirmation } from './auth-result.ts';
import type { Admission, Authenticator, AuthRequest, AuthResult, Confirmation } from './authenticator.ts';
import { requireAuthenticators } from './require-authenticators.ts';

/**
 * Lets in what one of some authenticators lets in. They are asked in order, up to the first that lets the request in without wanting
 * to see the callback; if there is none, those that want to see it are asked in order, up to the first that confirms it.
 *
 * One that throws decides nothing while another lets the request in; if none does, its error is thrown. Of several refusals one that
 * may be none the next time is given (429, 503), or else the last one that says more than that something is missing.
 *
 * @example
 * ```ts
 * const token = process.env['CI_CALLBACK_TOKEN'] ?? '';
 * const secrets = process.env['CI_LINK_SECRET'] ?? '';
 * const either = any(signedUrl({ secrets }), urlToken(token));
 * ```
 *
 * @throws {TypeError} if there are none
 */
export function any(...authenticators: readonly Authenticator[]): Authenticator {
  requireAuthenticators('any', authenticators);
  return (request) => askAny(request, authenticators, []);
}

/** An error that an authenticator threw. */
class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

type Refusal = AuthenticationError | Thrown;

function askAny(
  request: AuthRequest,
  [authenticator, ...others]: readonly Authenticator[],
  outcomes: readonly (Refusal | Admission)[],
): Soon<AuthResult> {
  if (authenticator === undefined) return decide(outcomes);
  return whenThere(ask(authenticator, request), (outcome) =>
    outcome === true ? true : askAny(request, others, [...outcomes, outcome]),
  );
}

function ask(authenticator: Authenticator, request: AuthRequest): Soon<true | Refusal | Admission> {
  try {
    const outcome = whenThere(authenticator(request), readAuthResult);
    return outcome instanceof Promise ? outcome.catch((error: unknown) => new Thrown(error)) : outcome;
  } catch (error) {
    return new Thrown(error);
  }
}

function decide(outcomes: readonly (Refusal | Admission)[]): AuthenticationError | Admission {
  const refusals = outcomes.filter(isRefusal);
  const admissions = outcomes.filter((outcome): outcome is Admission => !isRefusal(outcome));
  return admissions.length === 0 ? refusalOf(refusals) : confirmedByAny(admissions, refusals);
}

function confirmedByAny(admissions: readonly Admission[], before: readonly Refusal[]): Admission {
  return {
    async confirm(callback): Promise<Confirmation> {
      const refusals = [...before];
      for (const admission of admissions) {
        try {
          const confirmation = readConfirmation(await admission.confirm(callback));
          if (!(confirmation instanceof AuthenticationError)) return confirmation;
          refusals.push(confirmation);
        } catch (error) {
          refusals.push(new Thrown(error));
        }
      }
      return refusalOf(refusals);
    },
  };
}

function refusalOf(refusals: readonly Refusal[]): AuthenticationError {
  return refusals.map(errorOf).reduce((chosen, error) => (weightOf(error) < weightOf(chosen) ? chosen : error));
}

/** Throws what was thrown: nobody knows what that authenticator would have said. */
function errorOf(refusal: Refusal): AuthenticationError {
  if (refusal instanceof Thrown) throw refusal.error;
  return refusal;
}

function weightOf({ code }: AuthenticationError): number {
  if (code === 'auth.unavailable' || code === 'auth.rate_limited') return 2;
  return code === 'auth.missing' ? 0 : 1;
}

function isRefusal(outcome: Refusal | Admission): outcome is Refusal {
  return outcome instanceof AuthenticationError || outcome instanceof Thrown;
}
