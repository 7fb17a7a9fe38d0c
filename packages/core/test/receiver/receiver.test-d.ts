import type { RequestListener } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { expectTypeOf, test } from 'vitest';
import {
  createReceiver,
  unsafeNoAuth,
  type Callback,
  type EventByName,
  type HandlerContext,
  type Job,
  type Logger,
  type Receiver,
  type ReceiverHooks,
  type StateHandlers,
  type TranscodeJob,
  type UnknownCallback,
  type UnknownJob,
  type VoiceSeparateJob,
  type WorkflowFinish,
} from '../../src/index.ts';

const receiver = createReceiver({ auth: unsafeNoAuth() });

test('a handler gets the job that it is registered for', () => {
  receiver.on('VoiceSeparate', (job, context) => {
    expectTypeOf(job).toEqualTypeOf<VoiceSeparateJob>();
    expectTypeOf(job.Operation.MediaResult?.OutputFile?.ObjectName).toEqualTypeOf<string[] | undefined>();
    expectTypeOf(context).toEqualTypeOf<HandlerContext>();
  });
  receiver.on('Transcode', (job) => expectTypeOf(job).toEqualTypeOf<TranscodeJob>());
  // @ts-expect-error -- a job has no such field
  receiver.on('VoiceSeparate', (job) => job.Operations);
  // @ts-expect-error -- what is registered for one type gets no other
  receiver.on('VoiceSeparate', (job: TranscodeJob) => job.JobId);
});

test('a handler gets the event that it is registered for, and of TaskFinish each job', () => {
  receiver.on('WorkflowFinish', (event) => expectTypeOf(event).toEqualTypeOf<WorkflowFinish>());
  receiver.on('ReviewText', (event) => expectTypeOf(event).toEqualTypeOf<EventByName['ReviewText']>());
  receiver.on('TaskFinish', (job) => expectTypeOf(job).toEqualTypeOf<Job>());
});

test('a name that nobody knows is an error', () => {
  // @ts-expect-error -- a typing mistake
  receiver.on('VoiceSeperate', () => {});
  // @ts-expect-error -- names are written as they are sent
  receiver.on('voiceSeparate', () => {});
});

test('there are handlers by how it went', () => {
  receiver.on('VoiceSeparate', {
    success: (job) => expectTypeOf(job).toEqualTypeOf<VoiceSeparateJob>(),
    failed: async ({ Code }, { logger }) => {
      expectTypeOf(Code).toEqualTypeOf<string | undefined>();
      expectTypeOf(logger).toEqualTypeOf<Logger>();
      await Promise.resolve();
    },
  });
  receiver.on('WorkflowFinish', { other: (event) => expectTypeOf(event).toEqualTypeOf<WorkflowFinish>() });
  // @ts-expect-error -- it is called success
  receiver.on('VoiceSeparate', { succeeded: () => {} });
  expectTypeOf<StateHandlers<Job>>().toExtend<StateHandlers<VoiceSeparateJob>>();
});

test('handlers for all that is unknown, and for all, get what it may be', () => {
  receiver.onUnknown((value) => expectTypeOf(value).toEqualTypeOf<UnknownJob | UnknownCallback>());
  receiver.onAny((value, { callback }) => {
    expectTypeOf(value).toEqualTypeOf<Job | Exclude<Callback, EventByName['TaskFinish']>>();
    expectTypeOf(callback).toEqualTypeOf<Callback>();
  });
});

test('handlers for errors may get anything', () => {
  receiver.onError((error, { value, callback, late, rawBody }) => {
    expectTypeOf(error).toBeUnknown();
    expectTypeOf(value).toEqualTypeOf<Job | Callback | undefined>();
    expectTypeOf(callback).toEqualTypeOf<Callback | undefined>();
    expectTypeOf(late).toBeBoolean();
    expectTypeOf(rawBody).toEqualTypeOf<Uint8Array | string | object | undefined>();
  });
});

test('registrations can be chained', () => {
  expectTypeOf(
    receiver
      .on('Tts', () => {})
      .onAny(() => {})
      .onUnknown(() => {})
      .onError(() => {}),
  ).toEqualTypeOf<Receiver>();
});

test('there is no receiver without authentication', () => {
  // @ts-expect-error -- auth is missing
  createReceiver({});
  // @ts-expect-error -- undefined is no authenticator
  createReceiver({ auth: undefined });
  // @ts-expect-error -- nor is true
  createReceiver({ auth: true });
  // @ts-expect-error -- a text is no result of authentication
  createReceiver({ auth: () => 'yes' });
});

test('hooks are typed by name, and may be async', () => {
  const hooks: ReceiverHooks = {
    handled: ({ tag, handling }) => {
      expectTypeOf(tag).toEqualTypeOf<string | undefined>();
      expectTypeOf(handling).toBeNumber();
    },
    late: async ({ outcome }) => {
      expectTypeOf(outcome).toEqualTypeOf<'handled' | 'failed'>();
      await Promise.resolve();
    },
  };
  expectTypeOf(createReceiver).toBeCallableWith({ auth: unsafeNoAuth(), hooks });
  // @ts-expect-error -- there is no such event
  createReceiver({ auth: unsafeNoAuth(), hooks: { recieved: () => {} } });
});

test('the console is a logger', () => {
  expectTypeOf<Console>().toExtend<Logger>();
});

test('fetch can be handed to what calls a function with a Request', () => {
  expectTypeOf(receiver.fetch).toExtend<(request: Request) => Promise<Response>>();
  expectTypeOf(receiver.fetch).toExtend<(request: Request) => Response | Promise<Response>>();
});

test('fetch bears what platforms hand on beside the request', () => {
  interface BunServer {
    requestIP(request: Request): { readonly address: string } | null;
  }
  interface DenoInfo {
    readonly remoteAddr: { readonly hostname: string };
  }
  interface NextContext {
    readonly params: Promise<Record<string, string>>;
  }
  expectTypeOf(receiver.fetch).toExtend<(request: Request, server: BunServer) => Promise<Response>>();
  expectTypeOf(receiver.fetch).toExtend<(request: Request, info: DenoInfo) => Promise<Response>>();
  expectTypeOf(receiver.fetch).toExtend<(request: Request, context: NextContext) => Promise<Response>>();
});

interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
  passThroughOnException(): void;
}

interface ExportedHandler<Environment> {
  fetch?(request: Request, environment: Environment, context: ExecutionContext): Response | Promise<Response>;
}

test('a worker hands on its own context', () => {
  const worker: ExportedHandler<{ readonly TOKEN: string }> = {
    fetch: (request, _environment, context) => receiver.fetch(request, context),
  };
  expectTypeOf(worker).toExtend<object>();
});

test('an address that the platform tells can be handed on', () => {
  expectTypeOf(receiver.fetch).toBeCallableWith(new Request('https://example.com'), { remoteAddress: '192.0.2.7' });
});

test('node can be handed to servers of node:http and node:http2', () => {
  expectTypeOf(receiver.node).toExtend<RequestListener>();
  expectTypeOf(receiver.node).toExtend<(request: Http2ServerRequest, response: Http2ServerResponse) => unknown>();
});
