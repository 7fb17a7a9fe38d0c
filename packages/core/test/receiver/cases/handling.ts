import type { IdempotencyStore } from '../../../src/index.ts';
import {
  jsonBody,
  note,
  ok,
  request,
  single,
  xmlBody,
  type Expected,
  type HttpCase,
  type ReceiverSetup,
} from '../http-case.ts';

const missing: Expected = { status: 500, code: 'handler.missing' };
const failed: Expected = { status: 500, code: 'handler.failed' };

/** Each body is sent on the same connection, and gets its answer. */
function deliveries(
  title: string,
  receiver: ReceiverSetup,
  sent: readonly (readonly [body: string, answer: Expected])[],
  handled: readonly string[],
): HttpCase {
  return {
    title,
    receiver,
    handled,
    exchanges: sent.map(([body, answer]) => ({ send: request({ body }), answers: [answer] })),
  };
}

/** A handler that fails the first time that it gets the job. */
function failsOnce(id: string): ReceiverSetup {
  return {
    register: (receiver, witness) => {
      let fails = true;
      receiver.on('VoiceSeparate', (job) => {
        witness.take(job);
        if (job.JobId !== id || !fails) return;
        fails = false;
        throw new Error('The disk is full.');
      });
    },
  };
}

const brokenStore: IdempotencyStore = {
  claim: () => Promise.reject(new Error('no route to the store')),
  renew: () => true,
  commit: () => true,
  release: () => undefined,
};
const forgetfulStore: IdempotencyStore = {
  ...brokenStore,
  claim: () => ({ state: 'claimed', attempt: 1 }),
  commit: () => Promise.reject(new Error('no route to the store')),
};
const unavailable: Expected = { status: 503, code: 'idempotency.unavailable', headers: { 'retry-after': '5' } };

const nothing: ReceiverSetup = { register: () => undefined };
const forAny: ReceiverSetup = { register: (receiver, { take }) => receiver.onAny(take) };
const forUnknown: ReceiverSetup = { register: (receiver, { take }) => receiver.onUnknown(take) };
const workflow = `<Response><EventName>WorkflowFinish</EventName><WorkflowExecution><RunId>r1</RunId><State>Success</State></WorkflowExecution></Response>`;

/** What handlers do, how often they are called, and what is answered then. */
export const handlingCases: readonly HttpCase[] = [
  single('two jobs', { body: xmlBody({ id: 'a1' }, { id: 'a2' }) }, ok, { handled: ['a1', 'a2'] }),
  single('the same job twice in a callback', { body: xmlBody({}, {}) }, ok, { handled: ['v1'] }),
  deliveries(
    'a callback that comes twice',
    {},
    [
      [xmlBody(), ok],
      [xmlBody(), ok],
    ],
    ['v1'],
  ),
  deliveries(
    'a callback that comes as XML and as JSON',
    {},
    [
      [xmlBody(), ok],
      [jsonBody(), ok],
    ],
    ['v1'],
  ),
  deliveries(
    'another job',
    {},
    [
      [xmlBody(), ok],
      [xmlBody({ id: 'v2' }), ok],
    ],
    ['v1', 'v2'],
  ),
  deliveries(
    'a duplicate where none are looked for',
    { options: { idempotency: false } },
    [
      [xmlBody(), ok],
      [xmlBody(), ok],
    ],
    ['v1', 'v1'],
  ),
  deliveries(
    'a handler that fails, then does not',
    failsOnce('v1'),
    [
      [xmlBody(), failed],
      [xmlBody(), ok],
      [xmlBody(), ok],
    ],
    ['v1', 'v1'],
  ),
  deliveries(
    'one of two jobs fails, and alone is handled again',
    failsOnce('a2'),
    [
      [xmlBody({ id: 'a1' }, { id: 'a2' }), failed],
      [xmlBody({ id: 'a1' }, { id: 'a2' }), ok],
    ],
    ['a1', 'a2', 'a2'],
  ),
  single('a handler that rejects', { body: xmlBody() }, failed, {
    receiver: { register: (receiver) => receiver.on('VoiceSeparate', () => Promise.reject(new Error('no database'))) },
  }),
  single('a handler that throws nothing', { body: xmlBody() }, failed, {
    receiver: { register: (receiver) => receiver.on('VoiceSeparate', () => Promise.reject(undefined as never)) },
  }),
  single('no handler', { body: xmlBody() }, missing, { receiver: nothing }),
  single('a handler for another outcome', { body: xmlBody() }, missing, {
    receiver: { register: (receiver, { take }) => receiver.on('VoiceSeparate', { failed: take }) },
  }),
  single('a handler for the outcome', { body: xmlBody() }, ok, {
    receiver: { register: (receiver, { take }) => receiver.on('VoiceSeparate', { success: take }) },
    handled: ['v1'],
  }),
  single('an unknown Tag without onUnknown', { body: xmlBody({ tag: 'Embroider' }) }, missing),
  single('an unknown Tag', { body: xmlBody({ tag: 'Embroider' }) }, ok, { receiver: forUnknown, handled: ['v1'] }),
  single('an unknown event without onUnknown', { body: jsonBody({ event: 'EmbroideryFinish' }) }, missing),
  single('an unknown event', { body: jsonBody({ event: 'EmbroideryFinish' }) }, ok, {
    receiver: forUnknown,
    handled: ['EmbroideryFinish'],
  }),
  single('a workflow without a handler', { body: workflow }, missing),
  single('a workflow', { body: workflow }, ok, { receiver: forAny, handled: ['WorkflowFinish'] }),
  single(
    'a review',
    { body: `{"EventName":"ReviewText","JobsDetail":{"JobId":"t1","State":"Success","Text":"${note}"}}` },
    ok,
    { receiver: forAny, handled: ['ReviewText'] },
  ),
  single('a store that can not be reached', { body: xmlBody() }, unavailable, {
    receiver: { options: { idempotency: { store: brokenStore } } },
  }),
  single('a store that does not remember', { body: xmlBody() }, unavailable, {
    receiver: { options: { idempotency: { store: forgetfulStore } } },
    handled: ['v1'],
  }),
  single('a hook that throws', { body: xmlBody() }, ok, {
    receiver: {
      options: {
        hooks: {
          received: () => {
            throw new Error('no metrics');
          },
        },
      },
    },
    handled: ['v1'],
  }),
  single(
    'an error that is told to a handler that throws',
    { body: 'none' },
    { status: 415, code: 'body.unsupported_type' },
    {
      receiver: {
        register: (receiver) =>
          receiver.onError(() => {
            throw new Error('no pager');
          }),
      },
    },
  ),
];
