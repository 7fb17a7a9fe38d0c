import {
  all,
  AuthenticationError,
  confirmJob,
  createReceiver,
  signCallbackUrl,
  signedUrl,
  urlToken,
  type Authenticator,
  type Callback,
  type FetchContext,
  type HandlerContext,
  type HandlerName,
  type IdempotencyStore,
  type Job,
  type Receiver,
  type ReceiverOptions,
  type ReviewImageDetail,
  type ReviewImageSimple,
  type UnknownCallback,
  type UnknownJob,
  type VoiceSeparateJob,
  type WorkflowFinish,
} from '@ci-callback/core';
import { callbackReceiver, createReceiver as createReceiverOfExpress } from '@ci-callback/express';
import express, { Router } from 'express';
import { createServer } from 'node:http';
import { createServer as createServerOfHttp2 } from 'node:http2';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles if the types are the same, and neither is `any`. */
declare function same<A, B>(...proof: Same<A, B> extends true ? [] : [never]): void;
// @ts-expect-error -- or the others would prove nothing
same<any, string>();

const token = 'a-token-of-consumers';
const receiver = createReceiver({ auth: urlToken([token, `${token}-before`], { in: 'header', name: 'x-token' }) });

receiver
  .on('VoiceSeparate', (job, context) => {
    same<typeof job, VoiceSeparateJob>();
    same<typeof context, HandlerContext>();
    const files: string[] | undefined = job.Operation.MediaResult?.OutputFile?.ObjectName;
    // @ts-expect-error -- other jobs have it
    console.log(files, job.Operation.Transcode);
  })
  .on('VoiceSeparate', {
    success: (job) => same<typeof job, VoiceSeparateJob>(),
    failed: async (job, { key, attempt }) => console.log(job.Code, key.length, attempt + 1),
    other: ({ State }) => console.log(State),
  })
  .on('TaskFinish', (job) => same<typeof job, Job>())
  .on('WorkflowFinish', (callback) => same<typeof callback, WorkflowFinish>())
  .on('ReviewImage', (review) => same<typeof review, ReviewImageDetail | ReviewImageSimple>())
  .onUnknown((value) => same<typeof value, UnknownJob | UnknownCallback>())
  .onAny((value, { callback }) => {
    same<typeof value, Job | Exclude<Callback, { EventName: 'TaskFinish' }>>();
    same<typeof callback, Callback>();
  })
  .onError((error, { late, callback, delivery }) => {
    same<typeof error, unknown>();
    console.error(late, callback?.EventName, delivery);
  });
// @ts-expect-error -- there is no such job
receiver.on('VoiceSeperate', () => undefined);
// @ts-expect-error -- there is no such outcome
receiver.on('VoiceSeparate', { succeeded: () => undefined });
// @ts-expect-error -- jobs of one type are no callbacks of an event
receiver.on('VoiceSeparate', (callback: WorkflowFinish) => callback);
const name: HandlerName = 'Transcode';
receiver.on(name, ({ JobId }) => console.log(JobId));

receiver.onAny(async (_value, { signal, headers, logger, claims, rawBody }) => {
  same<typeof signal, AbortSignal>();
  same<typeof headers, Headers>();
  logger.info({ order: claims?.data, object: claims?.object }, typeof rawBody);
  await fetch('https://example.com/', { signal });
});

const context: FetchContext = { remoteAddress: '192.0.2.1', waitUntil: (work) => void work };
const response: Promise<Response> = receiver.fetch(new Request('https://example.com/'), context);
same<Awaited<typeof response>, Response>();
createServer(receiver.node);
createServerOfHttp2(receiver.node);
await receiver.close({ timeout: 1000 });

const app = express();
app.use('/ci-callback', callbackReceiver(receiver));
app.all('/other', express.json(), callbackReceiver(createReceiverOfExpress({ auth: urlToken(token) })));
Router().post('/ci-callback', callbackReceiver(receiver));

const link: Promise<string> = signCallbackUrl('https://example.com/ci-callback', {
  secret: 'a-secret-of-consumers-that-is-long-enough',
  expires: new Date(),
  claims: { bucket: 'recordings-1250000042', object: 'inbox/interview.m4a', name: 'VoiceSeparate', data: { order: 1 } },
});
const own: Authenticator = ({ method, url, remoteAddress, header }) => {
  if (header('x-verified') === 'yes') return true;
  return new AuthenticationError('auth.failed', `${method} ${url.length} ${remoteAddress ?? ''}`);
};
const auth = all(
  own,
  signedUrl({ secrets: 'a-secret-of-consumers-that-is-long-enough', clockSkew: 30 }),
  confirmJob(({ id, signal }) => fetch(`https://example.com/${id}`, { signal }).then((answer) => answer.text())),
);
declare const store: IdempotencyStore;
const options: ReceiverOptions = {
  auth,
  ack: 'immediate',
  deadline: 5000,
  idempotency: { store, lease: 10_000, expiry: 3_600_000, key: async (value) => JSON.stringify(value) },
  limits: { bytes: 100_000, readingTime: 5000, concurrency: 10 },
  validation: 'strict',
  hooks: { handled: ({ tag, handling }) => console.log(tag, handling), rejected: ({ code }) => console.log(code) },
  logger: console,
};
const withAll: Receiver = createReceiver(options);
console.log(link, withAll, createReceiver({ auth, idempotency: false, logger: false }));
// @ts-expect-error -- anybody could send anything
createReceiver({});
// @ts-expect-error -- there is no such way to answer
createReceiver({ auth, ack: 'never' });
