import { AuthenticationError } from '../errors/index.ts';
import { whenThere, type Soon } from '../platform/soon.ts';
import { readAuthResult, readConfirmation } from './auth-result.ts';
import type {
  Admission,
  Authenticator,
  AuthRequest,
  AuthResult,
  Confirmation,
  ConfirmedCallback,
} from './authenticator.ts';
import type { Callback } from '../generated/types/index.ts';
import type { LinkClaims } from './link-claims.ts';
import { requireAuthenticators } from './require-authenticators.ts';

/**
 * Lets in what all of some authenticators let in. They are asked in order, up to the first refusal. Those that want to see the
 * callback get it from the one before, so that a job that {@link confirmJob} fetched is what the next one sees; those before it, which
 * saw what came, are asked once more with the fetched job.
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

/** What an authenticator made of the callback that it was given. */
interface Judgement extends ConfirmedCallback {
  readonly admission: Admission;
  readonly given: Callback;
}

function confirmedByAll(admissions: readonly Admission[]): Admission {
  return {
    async confirm(original): Promise<Confirmation> {
      const judgements: Judgement[] = [];
      let callback = original;
      for (const admission of admissions) {
        const judgement = await judge(admission, callback);
        if (judgement instanceof AuthenticationError) return judgement;
        judgements.push(judgement);
        ({ callback } = judgement);
      }
      for (const [index, before] of judgements.entries()) {
        if (!hasJudgedAnother(before, callback)) continue;
        const judgement = await judge(before.admission, callback);
        if (judgement instanceof AuthenticationError) return judgement;
        if (judgement.callback !== callback)
          return new AuthenticationError('auth.forbidden', 'It is not settled what came.');
        judgements[index] = judgement;
      }
      return withClaims(callback, judgements);
    },
  };
}

async function judge(admission: Admission, given: Callback): Promise<Judgement | AuthenticationError> {
  const confirmation = readConfirmation(await admission.confirm(given));
  return confirmation instanceof AuthenticationError ? confirmation : { ...confirmation, admission, given };
}

/**
 * Whether what an authenticator found right was replaced after that. What {@link signedUrl} compared with its claims would be the body
 * of whoever sent it, and not the job that {@link confirmJob} put in its place.
 */
function hasJudgedAnother({ given, callback }: Judgement, final: Callback): boolean {
  return given === callback && callback !== final;
}

function withClaims(callback: Callback, judgements: readonly Judgement[]): ConfirmedCallback {
  let claims: LinkClaims | undefined;
  for (const { claims: own } of judgements) if (own !== undefined) claims = { ...own, ...claims };
  return claims === undefined ? { callback } : { callback, claims };
}
