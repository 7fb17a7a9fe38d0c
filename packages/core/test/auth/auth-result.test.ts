import { expect, it } from 'vitest';
import { readAuthResult, readConfirmation } from '../../src/auth/auth-result.ts';
import { unsafeNoAuth } from '../../src/auth/index.ts';
import { AuthenticationError, BodyError } from '../../src/index.ts';
import { outcomeOf, request } from './requests.ts';

const odd: readonly (readonly [name: string, value: unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['zero', 0],
  ['a text', 'yes'],
  ['an empty text', ''],
  ['a symbol', Symbol('yes')],
  ['an object', {}],
  ['a list', [true]],
  ['a boxed true', Object(true)],
  ['a promise', Promise.resolve(true)],
  ['a function', () => true],
  ['another error', new BodyError('body.empty', '')],
  ['an error of nobody', new Error('no')],
  ['something named like an error', { name: 'AuthenticationError', code: 'auth.failed' }],
];

it.each<readonly [name: string, value: unknown]>([
  ...odd,
  ['what confirms nothing', { confirm: true }],
  ['what confirms undefined', { confirm: undefined }],
  ['a confirmation', { callback: {} }],
  ['a function that confirms', Object.assign(() => true, { confirm: () => true })],
])('%s lets nobody in', (_name, result) => {
  expect(readAuthResult(result)).toBeInstanceOf(AuthenticationError);
  expect(outcomeOf(readAuthResult(result))).toBe('auth.unavailable');
});

it.each<readonly [name: string, value: unknown]>([
  ...odd,
  ['true', true],
  ['a callback', { EventName: 'TaskFinish' }],
  ['a confirmation of nothing', { callback: undefined }],
  ['a confirmation of null', { callback: null }],
  ['a confirmation of a text', { callback: 'yes' }],
  ['a function with a callback', Object.assign(() => true, { callback: {} })],
])('%s confirms nothing', (_name, confirmation) => {
  expect(readConfirmation(confirmation)).toBeInstanceOf(AuthenticationError);
  expect(outcomeOf(readConfirmation(confirmation))).toBe('auth.unavailable');
});

it('says what kind of result came, and nothing of the result itself', () => {
  const messageOf = (error: unknown): string => (error as Error).message;
  expect(messageOf(readAuthResult(undefined))).toMatch(/true, false, .*, not undefined\.$/);
  expect(messageOf(readAuthResult(null))).toMatch(/, not null\.$/);
  expect(messageOf(readConfirmation('a secret'))).toMatch(/an object with a callback, not text\.$/);
});

it('what an authenticator may give is what it is', () => {
  const error = new AuthenticationError('auth.forbidden', '');
  const admission = { confirm: () => error };
  for (const result of [true, error, admission]) expect(readAuthResult(result)).toBe(result);
  expect(outcomeOf(readAuthResult(false))).toBe('auth.failed');
  expect((readAuthResult(false) as Error).message).toContain('refused');
  class Admitting {
    confirm = (): AuthenticationError => error;
  }
  const instance = new Admitting();
  expect(readAuthResult(instance)).toBe(instance);
});

it('what an admission may decide is what it is', () => {
  const error = new AuthenticationError('auth.forbidden', '');
  const confirmed = { callback: { EventName: 'TaskFinish' } };
  for (const confirmation of [error, confirmed]) expect(readConfirmation(confirmation)).toBe(confirmation);
});

it('unsafeNoAuth lets everything in', () => {
  expect(unsafeNoAuth()(request())).toBe(true);
});
