import { expect } from 'vitest';
import {
  createReceiver,
  unsafeNoAuth,
  type BodyInMemory,
  type ErrorContext,
  type Logger,
  type Receiver,
  type ReceiverAnswer,
  type ReceiverEventName,
  type ReceiverEvents,
  type ReceiverHooks,
  type ReceiverOptions,
  type ReceiverRequest,
} from '../../src/index.ts';

/** What differs from a POST of a body. */
export interface RequestParts {
  readonly method?: string;
  readonly url?: string;
  readonly remoteAddress?: string;
  readonly headers?: Record<string, string>;
  readonly readBody?: ReceiverRequest['readBody'];
  readonly dropBody?: ReceiverRequest['dropBody'];
  readonly waitUntil?: ReceiverRequest['waitUntil'];
}

export interface LogLine {
  readonly level: keyof Logger;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

/** An event, with the name of its hook. */
export type NamedEvent = {
  [Name in ReceiverEventName]: ReceiverEvents[Name] & { readonly name: Name };
}[ReceiverEventName];

export interface SetUp {
  readonly receiver: Receiver;
  readonly events: readonly NamedEvent[];
  readonly lines: readonly LogLine[];
  /** What handlers for errors were told. */
  readonly errors: readonly (readonly [error: unknown, context: ErrorContext])[];
  /** Sends jobs, and gives the answer's status and code. */
  readonly deliver: (...jobs: readonly object[]) => Promise<readonly [status: number, code: string]>;
  /** Sends any body. */
  readonly send: (body: BodyInMemory, parts?: RequestParts) => Promise<readonly [status: number, code: string]>;
  readonly named: <Name extends ReceiverEventName>(name: Name) => Extract<NamedEvent, { name: Name }>[];
}

/** A receiver, and all that it tells. */
export function setUp(options: Partial<ReceiverOptions> = {}): SetUp {
  const events: NamedEvent[] = [];
  const errors: [unknown, ErrorContext][] = [];
  const { lines, logger } = recordingLogger();
  const receiver = createReceiver({ auth: unsafeNoAuth(), logger, hooks: recordingHooks(events), ...options });
  receiver.onError((error, context) => void errors.push([error, context]));
  const send: SetUp['send'] = async (body, parts) => {
    const answer = await receiver.receive(request(body, parts));
    // An error without a word helps nobody.
    for (const { message } of lines) expect(message).toMatch(/\w/);
    for (const { message } of events.filter((event) => event.name === 'rejected')) expect(message).toMatch(/\w/);
    return [answer.status, codeOf(answer)];
  };
  return {
    receiver,
    events,
    lines,
    errors,
    send,
    deliver: (...jobs) => send(taskFinish(...jobs)),
    named: <Name extends ReceiverEventName>(name: Name) =>
      events.filter((event): event is Extract<NamedEvent, { name: Name }> => event.name === name),
  };
}

/** A logger that keeps what is written. */
export function recordingLogger(): { readonly lines: LogLine[]; readonly logger: Logger } {
  const lines: LogLine[] = [];
  const write =
    (level: keyof Logger) =>
    (fields: object, message: string): void =>
      void lines.push({ level, fields: { ...fields }, message });
  return {
    lines,
    logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
  };
}

function recordingHooks(events: NamedEvent[]): ReceiverHooks {
  const names: readonly ReceiverEventName[] = [
    'received',
    'authenticated',
    'parsed',
    'rejected',
    'handled',
    'failed',
    'duplicate',
    'late',
    'answered',
  ];
  return Object.fromEntries(
    names.map((name) => [name, (event: object) => void events.push({ ...event, name } as NamedEvent)]),
  );
}

/** A POST with a body, as an adapter would hand it on. */
export function request(body: BodyInMemory, parts: RequestParts = {}): ReceiverRequest {
  const { method = 'POST', url = '/ci', remoteAddress, headers = { 'content-type': 'application/json' } } = parts;
  const all = new Headers(headers);
  return {
    method,
    url,
    remoteAddress,
    headers: all,
    header: (name) => all.get(name) ?? undefined,
    readBody: parts.readBody ?? (() => Promise.resolve(body)),
    ...(parts.dropBody === undefined ? {} : { dropBody: parts.dropBody }),
    ...(parts.waitUntil === undefined ? {} : { waitUntil: parts.waitUntil }),
  };
}

/** The body of a callback with jobs. */
export function taskFinish(...jobs: readonly object[]): string {
  return JSON.stringify({ EventName: 'TaskFinish', JobsDetail: jobs });
}

/** A job of voice separation that has succeeded, unless something else is said. */
export function job(JobId: string, fields: object = {}): object {
  return { JobId, Tag: 'VoiceSeparate', State: 'Success', ...fields };
}

export function codeOf({ body }: ReceiverAnswer): string {
  return (JSON.parse(body) as { code: string }).code;
}

export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

/** A promise that somebody else ends. */
export function deferred<Value = void>(): Deferred<Value> {
  const ends: Partial<Deferred<Value>>[] = [];
  const promise = new Promise<Value>((resolve, reject) => void ends.push({ resolve, reject }));
  return { promise, ...ends[0] } as Deferred<Value>;
}
