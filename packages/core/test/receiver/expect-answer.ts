import { expect } from 'vitest';

import type { Expected } from './http-case.ts';
import type { RawAnswer } from './raw-client.ts';

/** An answer of the receiver tells its code and nothing else, and is to be kept by nobody. */
export function expectAnswer(
  answer: RawAnswer,
  { status, code, headers = {}, isHead = false, closes = false }: Expected,
): void {
  if (code === undefined) {
    expect(answer).toMatchObject({ status });
    return;
  }
  const body = JSON.stringify({ code });
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body: isHead ? '' : body });
  const one = (name: string): string | undefined => {
    const values = answer.headers.get(name);
    expect(values?.length ?? 1).toBe(1);
    return values?.[0];
  };
  expect(one('content-type')).toBe('application/json');
  expect(one('cache-control')).toBe('no-store');
  expect(one('x-content-type-options')).toBe('nosniff');
  expect(one('content-length')).toBe(String(body.length));
  for (const name of ['allow', 'retry-after', 'www-authenticate']) {
    const value = headers[name];
    if (value instanceof RegExp) expect([name, one(name)]).toEqual([name, expect.stringMatching(value)]);
    else expect([name, one(name)]).toEqual([name, value]);
  }
  expect(one('connection') === 'close').toBe(closes);
}
