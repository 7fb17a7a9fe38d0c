import { expect, it } from 'vitest';
import { createReceiver, unsafeNoAuth } from '../../src/index.ts';
import { resolveReceiverOptions } from '../../src/receiver/receiver-options.ts';

const auth = unsafeNoAuth();
const noMethod = (): void => {};
const logger = { debug: noMethod, info: noMethod, warn: noMethod, error: noMethod };
const store = { claim: noMethod, renew: noMethod, commit: noMethod, release: noMethod };
const numbers = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '5', null];

function without(value: object, name: string): object {
  return Object.fromEntries(Object.entries(value).filter(([own]) => own !== name));
}

it.each<[place: string, options: object]>([
  ...numbers.map((deadline): [string, object] => ['deadline', { deadline }]),
  ...numbers.map((lease): [string, object] => ['idempotency.lease', { idempotency: { lease } }]),
  ...numbers
    .filter((expiry) => expiry !== 2 ** 31)
    .map((expiry): [string, object] => ['idempotency.expiry', { idempotency: { expiry } }]),
  ['idempotency.expiry', { idempotency: { expiry: Number.MAX_SAFE_INTEGER + 1 } }],
  ...numbers.map((concurrency): [string, object] => ['limits.concurrency', { limits: { concurrency } }]),
  ...numbers.map((readingTime): [string, object] => ['limits.readingTime', { limits: { readingTime } }]),
  ['limits.bytes', { limits: { bytes: 0 } }],
  ['ack', { ack: 'later' }],
  ['ack', { ack: null }],
  ['ack', { ack: true }],
  ['validation', { validation: 'some' }],
  ['idempotency.key', { idempotency: { key: 'JobId' } }],
  ['idempotency.key', { idempotency: { key: null } }],
  ...Object.keys(store).map((name): [string, object] => [name, { idempotency: { store: without(store, name) } }]),
  ['idempotency.store', { idempotency: { store: 'redis' } }],
  ...Object.keys(logger).map((name): [string, object] => [name, { logger: without(logger, name) }]),
  ['logger', { logger: true }],
  ['logger', { logger: noMethod }],
])('takes for a mistake, and names %s: %j', (place, options) => {
  const make = (): unknown => createReceiver({ auth, ...options });
  expect(make).toThrow(TypeError);
  expect(make).toThrow(place);
});

it('says what a number may be', () => {
  expect(() => createReceiver({ auth, deadline: 0 })).toThrow(
    new TypeError('createReceiver: deadline must be a whole number from 1 to 2147483647, not 0.'),
  );
});

it('has usual values', () => {
  expect(resolveReceiverOptions({ auth })).toMatchObject({
    auth,
    ack: 'after-handlers',
    deadline: 10_000,
    idempotency: { lease: 30_000, expiry: 259_200_000, key: undefined },
    parsing: { validation: 'lenient', limits: { bytes: 1_048_576, depth: 64 } },
    readingTime: 10_000,
    concurrency: 100,
    hooks: {},
  });
});

it('takes what is said', () => {
  const key = (): string => 'k';
  const hooks = { late: noMethod };
  const resolved = resolveReceiverOptions({
    auth,
    ack: 'immediate',
    deadline: 2_147_483_647,
    idempotency: { lease: 1, expiry: Number.MAX_SAFE_INTEGER, key, store: store as never },
    limits: { bytes: 5, concurrency: 1, readingTime: 2 },
    validation: 'strict',
    hooks,
    logger: false,
  });
  expect(resolved).toMatchObject({
    ack: 'immediate',
    deadline: 2_147_483_647,
    idempotency: { lease: 1, expiry: Number.MAX_SAFE_INTEGER, key, store },
    parsing: { validation: 'strict', limits: { bytes: 5, depth: 64 } },
    readingTime: 2,
    concurrency: 1,
    hooks,
  });
  expect(resolveReceiverOptions({ auth, idempotency: false }).idempotency).toBeUndefined();
});

it('remembers what has been handled in a store of its own', () => {
  const [one, other] = [resolveReceiverOptions({ auth }), resolveReceiverOptions({ auth })];
  expect(one.idempotency?.store).not.toBe(other.idempotency?.store);
});
