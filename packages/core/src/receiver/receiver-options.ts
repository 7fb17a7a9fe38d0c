import { resolveOptions, type Limits, type ResolvedOptions, type ValidationMode } from '../api/options.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Callback, Job } from '../generated/types/index.ts';
import type { IdempotencyStore } from '../idempotency/idempotency-store.ts';
import { memoryStore } from '../idempotency/memory-store.ts';
import { kindOf, shownValue } from '../options/kind-of.ts';
import { listed, requireObject, requireOptions, type OptionNames } from '../options/require-options.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { requireHooks, type ReceiverHooks } from './hooks.ts';
import { consoleLogger, silent, unfailing, type Logger } from './logger.ts';

/** What a callback may cost before it is refused. */
export interface ReceiverLimits extends Limits {
  /** How long a sender may take to send the body, in milliseconds; 10,000 by default. Beyond it the answer is 408. */
  readonly readingTime?: number;
  /** How many callbacks may be read and handled at the same time; 100 by default. Beyond it the answer is 503. */
  readonly concurrency?: number;
}

/** How duplicates are known. */
export interface IdempotencyOptions {
  /** Where to remember what has been handled; by default in this process, the last 10,000. */
  readonly store?: IdempotencyStore;
  /** For how long a job is claimed while it is being handled, in milliseconds; 30,000 by default. Claims of handlers that still run are renewed. */
  readonly lease?: number;
  /** How long what has been handled is remembered, in milliseconds; three days by default. */
  readonly expiry?: number;
  /**
   * What a job or event is known by, in place of its event, state and identity. What has the same key is handled once.
   */
  readonly key?: (value: Job | Callback) => string | Promise<string>;
}

/**
 * When a callback is answered with 200.
 * - `after-handlers`: when all its jobs have been handled. A sender who tries again after a failure then does.
 * - `immediate`: when it has been accepted. What handlers fail to do after that is lost unless they see to it themselves, and so is what they
 *   were at when the process ends.
 */
export type AckMode = 'after-handlers' | 'immediate';

export interface ReceiverOptions {
  /** Who may send callbacks: {@link urlToken}, {@link signedUrl}, {@link confirmJob} and others, or a function of your own. */
  readonly auth: Authenticator;
  /** `after-handlers` by default. */
  readonly ack?: AckMode | undefined;
  /**
   * After how many milliseconds the answer no longer waits for handlers, which go on: it is 503 then, or 500 if another job of the
   * callback has failed; 10,000 by default. With `ack: 'immediate'` it bounds how long claiming the jobs may take.
   */
  readonly deadline?: number | undefined;
  /** `false` handles duplicates like any other callback. */
  readonly idempotency?: IdempotencyOptions | false | undefined;
  readonly limits?: ReceiverLimits | undefined;
  /** `lenient` by default. */
  readonly validation?: ValidationMode | undefined;
  readonly hooks?: ReceiverHooks | undefined;
  /** Such as pino. By default warnings and errors go to the console; `false` turns that off. */
  readonly logger?: Logger | false | undefined;
}

export interface ResolvedIdempotency {
  readonly store: IdempotencyStore;
  readonly lease: number;
  readonly expiry: number;
  readonly key: ((value: Job | Callback) => string | Promise<string>) | undefined;
}

export interface ResolvedReceiverOptions {
  readonly auth: Authenticator;
  readonly ack: AckMode;
  readonly deadline: number;
  readonly idempotency: ResolvedIdempotency | undefined;
  readonly parsing: ResolvedOptions;
  readonly readingTime: number;
  readonly concurrency: number;
  readonly hooks: ReceiverHooks;
  readonly logger: Logger;
}

const asker = 'createReceiver';

const optionNames: OptionNames<ReceiverOptions> = {
  auth: true,
  ack: true,
  deadline: true,
  idempotency: true,
  limits: true,
  validation: true,
  hooks: true,
  logger: true,
};

const limitNames: OptionNames<ReceiverLimits> = {
  bytes: true,
  depth: true,
  elements: true,
  attributes: true,
  readingTime: true,
  concurrency: true,
};

/**
 * Fills in the defaults.
 * @throws {TypeError} if there is no such option, or one has a value that it can't have, and without `auth`
 */
export function resolveReceiverOptions(options: ReceiverOptions): ResolvedReceiverOptions {
  requireOptions(asker, (options as ReceiverOptions | undefined) ?? {}, optionNames);
  const auth = requireAuth((options as ReceiverOptions | undefined)?.auth);
  const { ack = 'after-handlers', limits = {}, validation, hooks = {}, logger } = options;
  if (ack !== 'after-handlers' && ack !== 'immediate') {
    throw new TypeError(`${asker}: ack must be 'after-handlers' or 'immediate', not ${shownValue(ack)}.`);
  }
  requireOptions(asker, limits, limitNames, 'limits');
  requireHooks(asker, hooks);
  const { readingTime, concurrency, ...parsing } = limits;
  return {
    auth,
    ack,
    deadline: wholeNumber(asker, 'deadline', options.deadline, 10_000),
    idempotency: options.idempotency === false ? undefined : resolveIdempotency(options.idempotency),
    parsing: resolveOptions(asker, { validation, limits: parsing }),
    readingTime: wholeNumber(asker, 'limits.readingTime', readingTime, 10_000),
    concurrency: wholeNumber(asker, 'limits.concurrency', concurrency, 100),
    hooks,
    logger: resolveLogger(logger),
  };
}

/** The message has no part of what came: it may be a token that was to be given to `urlToken`. */
function requireAuth(auth: unknown): Authenticator {
  if (typeof auth === 'function') return auth as Authenticator;
  const problem =
    auth === undefined
      ? 'needs auth, since anybody can send a request that looks like a callback.'
      : `needs an authenticator, which is a function: auth is ${kindOf(auth)}.`;
  throw new TypeError(`${asker} ${problem} Give it one of:\n${waysToAuthenticate}`);
}

function resolveIdempotency(options: IdempotencyOptions = {}): ResolvedIdempotency {
  const path = 'idempotency';
  requireObject(asker, options, path, 'an object or false');
  requireOptions(asker, options, { store: true, lease: true, expiry: true, key: true }, path);
  const { store = memoryStore(), lease, expiry, key } = options;
  if (key !== undefined && typeof key !== 'function') {
    throw new TypeError(`${asker}: idempotency.key must be a function, not ${kindOf(key)}.`);
  }
  return {
    store: requireMethods('idempotency.store', store, ['claim', 'renew', 'commit', 'release']),
    lease: wholeNumber(asker, 'idempotency.lease', lease, 30_000),
    expiry: wholeNumber(asker, 'idempotency.expiry', expiry, 3 * 24 * 3_600_000, { most: Number.MAX_SAFE_INTEGER }),
    key,
  };
}

function resolveLogger(logger: Logger | false = consoleLogger()): Logger {
  if (logger === false) return silent;
  return unfailing(requireMethods('logger', logger, ['debug', 'info', 'warn', 'error']));
}

function requireMethods<Value extends object>(
  name: string,
  value: Value,
  methods: readonly (keyof Value & string)[],
): Value {
  const given: Partial<Value> | null = value;
  const missing = methods.find((method) => typeof given?.[method] !== 'function');
  if (missing === undefined) return value;
  const what = kindOf(value);
  throw new TypeError(`${asker}: ${name} must have the methods ${listed(methods)}; it is ${what} without ${missing}.`);
}

const waysToAuthenticate = `  auth: urlToken(process.env.CI_CALLBACK_TOKEN)      a secret in the URL that you register: https://…?token=<secret>
  auth: signedUrl({ secrets: [secret] })             a URL signed for each job, made by signCallbackUrl
  auth: confirmJob(({ id }) => describeMediaJob(id)) the API is asked for the job, with your own credentials
They can be combined by all() and any(). unsafeNoAuth() takes callbacks from anybody.`;
