import { expect, it } from 'vitest';
import { callbackReceiver, createReceiver, unsafeNoAuth } from '../src/index.ts';

it.each([
  [undefined, 'undefined'],
  [null, 'null'],
  ['a-token-that-is-long-enough', 'string'],
  [unsafeNoAuth(), 'function'],
  [{ auth: unsafeNoAuth() }, 'another object'],
  [createReceiver, 'function'],
])('middleware is not made of %o', (given, kind) => {
  const told = `callbackReceiver takes a receiver, made by createReceiver, not ${kind}.`;
  expect(() => callbackReceiver(given as never)).toThrow(new TypeError(told));
});
