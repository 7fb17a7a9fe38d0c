import { expect, it } from 'vitest';
import {
  createParser,
  createReceiver,
  formatJson,
  formatXml,
  memoryStore,
  parseCallback,
  parseJson,
  parseTree,
  parseXml,
  safeParseCallback,
  unsafeNoAuth,
  validateCallback,
  type Callback,
} from '../../src/index.ts';
import { createCallbackReader, readCallback, type CallbackRequest } from '../../src/node/index.ts';

const auth = unsafeNoAuth();
const callback: Callback = { EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1', Operation: {} }] };
const parser = createParser({});
const source = { request: { headers: {} } as CallbackRequest, body: callback };

/** What somebody calls who writes JavaScript. */
type Call = (options?: unknown) => unknown;

const make = (options?: unknown): unknown => createReceiver(options as never);
const makeWith: Call = (options) => make({ auth, ...(options as object) });
const calls: Readonly<Record<string, Call>> = {
  parseCallback: (options) => parseCallback(callback, options as never),
  safeParseCallback: (options) => safeParseCallback(callback, options as never),
  parseXml: (options) => parseXml('<Response/>', options as never),
  parseJson: (options) => parseJson('{}', options as never),
  parseTree: (options) => parseTree(callback, options as never),
  'parser.parseCallback': (options) => parser.parseCallback(callback, options as never),
  'parser.safeParseCallback': (options) => parser.safeParseCallback(callback, options as never),
  'parser.parseXml': (options) => parser.parseXml('<Response/>', options as never),
  'parser.parseJson': (options) => parser.parseJson('{}', options as never),
  'parser.parseTree': (options) => parser.parseTree(callback, options as never),
  createCallbackReader: (options) => createCallbackReader(options as never),
  validateCallback: (options) => validateCallback(callback, options as never),
  formatXml: (options) => formatXml(callback, options as never),
  formatJson: (options) => formatJson(callback, options as never),
  createParser: (options) => createParser(options as never),
  memoryStore: (options) => memoryStore(options as never),
  createReceiver: make,
};
const withName = Object.entries(calls).map(([name, call]) => [name.replace('parser.', ''), call] as const);

it.each(withName)('%s has no option with a misspelt name, also none that is undefined', (name, call) => {
  for (const value of [1, undefined]) {
    expect(() => call({ mispelt: value })).toThrow(TypeError);
    expect(() => call({ mispelt: value })).toThrow(`${name}: mispelt: there is no such option; there `);
  }
  expect(() => call({ toString: 1 })).toThrow(`${name}: toString: `);
  expect(() => call(JSON.parse('{"__proto__":1}'))).toThrow(`${name}: __proto__: `);
});

it.each(withName)('%s takes no options that are no object', (name, call) => {
  for (const [value, kind] of [
    [5, 'a number'],
    ['text that could be a secret', 'text'],
    [() => {}, 'a function'],
    [[], 'a list'],
  ] as const) {
    expect(() => call(value)).toThrow(new TypeError(`${name}: options must be an object, not ${kind}.`));
  }
});

it('there is no null in place of options', () => {
  expect(() => calls['parseCallback']?.(null)).toThrow(
    new TypeError('parseCallback: options must be an object, not null.'),
  );
  expect(() => calls['createParser']?.()).toThrow(
    new TypeError('createParser: options must be an object, not undefined.'),
  );
});

it.each<[object, string]>([
  [{ limits: { byte: 100 } }, 'limits.byte: there is no such option; there are bytes, depth, elements and attributes.'],
  [{ limits: 5 }, 'limits must be an object, not a number.'],
  [{ limits: null }, 'limits must be an object, not null.'],
  [{ limits: { bytes: '100' } }, 'limits.bytes must be a whole number from 1 to 9007199254740991, not "100".'],
  [{ limits: { depth: 1001 } }, 'limits.depth must be a whole number from 1 to 1000, not 1001.'],
  [{ validation: 'loose' }, `validation must be 'lenient', 'strict' or 'off', not "loose".`],
  [{ contentType: 5 }, 'contentType must be text, not a number.'],
  [{ auth }, 'auth: there is no such option; there are contentType, validation and limits.'],
])('parsing with %o: %s', async (options, told) => {
  expect(() => parseCallback(callback, options)).toThrow(new TypeError(`parseCallback: ${told}`));
  expect(() => createCallbackReader(options)).toThrow(new TypeError(`createCallbackReader: ${told}`));
  expect(() => createCallbackReader(options, 'middleware')).toThrow(new TypeError(`middleware: ${told}`));
  await expect(readCallback(source, options)).rejects.toThrow(new TypeError(`readCallback: ${told}`));
});

it.each<[object, string]>([
  [
    { dedline: 5 },
    'dedline: there is no such option; there are auth, ack, deadline, idempotency, limits, validation, hooks and logger.',
  ],
  [
    { limits: { byte: 100 } },
    'limits.byte: there is no such option; there are bytes, depth, elements, attributes, readingTime and concurrency.',
  ],
  [{ limits: 5 }, 'limits must be an object, not a number.'],
  [{ limits: null }, 'limits must be an object, not null.'],
  [{ idempotency: true }, 'idempotency must be an object or false, not a boolean.'],
  [{ idempotency: null }, 'idempotency must be an object or false, not null.'],
  [{ idempotency: { leas: 5 } }, 'idempotency.leas: there is no such option; there are store, lease, expiry and key.'],
  [{ idempotency: { key: 'JobId' } }, 'idempotency.key must be a function, not text.'],
  [
    { idempotency: { store: null } },
    'idempotency.store must have the methods claim, renew, commit and release; it is null without claim.',
  ],
  [{ hooks: 5 }, 'hooks must be an object, not a number.'],
  [{ hooks: null }, 'hooks must be an object, not null.'],
  [
    { hooks: { recieved: () => {} } },
    'hooks.recieved: there is no such event; there are received, authenticated, parsed, rejected, handled, failed, ' +
      'duplicate, late and answered.',
  ],
  [{ hooks: { late: 'log' } }, 'hooks.late must be a function, not text.'],
  [{ logger: null }, 'logger must have the methods debug, info, warn and error; it is null without debug.'],
  [{ logger: true }, 'logger must have the methods debug, info, warn and error; it is a boolean without debug.'],
  [{ ack: 'later' }, `ack must be 'after-handlers' or 'immediate', not "later".`],
  [{ deadline: '5' }, 'deadline must be a whole number from 1 to 2147483647, not "5".'],
  [{ validation: 5 }, `validation must be 'lenient', 'strict' or 'off', not 5.`],
  [{ contentType: 'text/xml' }, 'contentType: there is no such option'],
])('a receiver with %o: %s', (options, told) => {
  expect(() => makeWith(options)).toThrow(TypeError);
  expect(() => makeWith(options)).toThrow(`createReceiver: ${told}`);
});

it('a misspelt auth is told of, beside the names that there are', () => {
  expect(() => make({ auht: auth })).toThrow('createReceiver: auht: there is no such option; there are auth, ');
});

it.each<[options: unknown, told: string]>([
  [undefined, 'createReceiver needs auth, since anybody can send a request'],
  [{}, 'createReceiver needs auth, since anybody can send a request'],
  [
    { auth: 'a-token-that-is-long-enough' },
    'createReceiver needs an authenticator, which is a function: auth is text.',
  ],
  [{ auth: null }, 'createReceiver needs an authenticator, which is a function: auth is null.'],
])('what is given for authentication is told by its kind alone: %o', (options, told) => {
  expect(() => make(options)).toThrow(told);
  expect(() => make(options)).not.toThrow('long-enough');
});

it('undefined is no mistake, for whatever option', async () => {
  const none = { validation: undefined, limits: undefined };
  const noLimits = { bytes: undefined, depth: undefined, elements: undefined, attributes: undefined };
  expect(parseCallback(callback, { ...none, contentType: undefined })).toEqual(callback);
  expect(parseCallback(callback, { limits: noLimits as object })).toEqual(callback);
  expect(() =>
    makeWith({
      ...none,
      ack: undefined,
      deadline: undefined,
      hooks: { handled: undefined },
      logger: undefined,
      idempotency: { store: undefined, lease: undefined, expiry: undefined, key: undefined },
    }),
  ).not.toThrow();
  expect(() => makeWith({ idempotency: undefined, hooks: undefined })).not.toThrow();
  expect(() => makeWith({ limits: { ...noLimits, readingTime: undefined, concurrency: undefined } })).not.toThrow();
  expect(() => memoryStore({ entries: undefined } as object)).not.toThrow();
  expect(validateCallback(callback, { mode: undefined })).toEqual([]);
  expect(formatJson(callback, { indent: undefined })).toBe(JSON.stringify(callback));
  expect(createParser({ jobs: undefined, events: undefined } as object).parseCallback(callback)).toEqual(callback);
  await expect(createReceiver({ auth }).close({ timeout: undefined } as object)).resolves.toBeUndefined();
});

it('a header that a Request does not have is null, and no mistake', () => {
  expect(parseCallback(callback, { contentType: null as never })).toEqual(callback);
});

it('what is inherited is no name that somebody wrote', () => {
  const options = Object.setPrototypeOf({ validation: 'off' }, { mispelt: 1 }) as object;
  expect(parseCallback(callback, options)).toEqual(callback);
});

it.each([['VoiceSeparate'], 'VoiceSeparate', [undefined], null])('a parser does not know %j', (jobs) => {
  const told = new TypeError("createParser: jobs must be a list of what '@ci-callback/core/jobs' exports.");
  expect(() => createParser({ jobs: jobs as never })).toThrow(told);
});

it.each(['\t', -1, 11, 1.5])('nothing is indented by %j', (indent) => {
  const told = /^format(?:Xml|Json): indent must be a whole number from 0 to 10, not /;
  expect(() => formatXml(callback, { indent: indent as number })).toThrow(told);
  expect(() => formatJson(callback, { indent: indent as number })).toThrow(told);
});

it('closing has no other option than a time, and the name of a signal is none', async () => {
  const receiver = createReceiver({ auth });
  const close = receiver.close as (options: unknown) => Promise<void>;
  await expect(close({ timout: 5 })).rejects.toThrow(
    new TypeError('receiver.close: timout: there is no such option; there is timeout.'),
  );
  await expect(close(5)).rejects.toThrow(new TypeError('receiver.close: options must be an object, not a number.'));
  await expect(close('SIGTERM')).resolves.toBeUndefined();
});
