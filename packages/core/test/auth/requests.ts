import type { AuthRequest } from '../../src/auth/authenticator.ts';

/** What a test says of a request; the rest is as a callback has it. */
export interface Given {
  readonly url?: string;
  readonly from?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export function request({ url = '/ci-callback', from, headers = {} }: Given = {}): AuthRequest {
  return { method: 'POST', url, remoteAddress: from, header: (name) => headers[name] };
}

/** The outcome in a word: a code, `in`, or `admission`. */
export function outcomeOf(result: unknown): string {
  if (result === true) return 'in';
  if (typeof result !== 'object' || result === null) return `odd: ${typeof result}`;
  // An error without a word helps nobody.
  if (result instanceof Error && result.message === '') return 'odd: an error without a message';
  if ('code' in result) return String(result.code);
  return 'confirm' in result ? 'admission' : 'callback' in result ? 'confirmed' : 'odd: object';
}
