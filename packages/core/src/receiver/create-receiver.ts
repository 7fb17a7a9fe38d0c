import { ReceiverError } from '../errors/index.ts';
import { Claims } from '../idempotency/claims.ts';
import { receiveNode, type NodeRequest, type NodeResponse } from '../node/receive-node.ts';
import { requireOptions } from '../options/require-options.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { afterHandlers, immediately } from './acknowledge.ts';
import { ErrorReporter } from './error-reporter.ts';
import { answerFetch, type FetchContext, type FetchRequest, type FetchResponse } from './fetch.ts';
import type {
  AnyHandler,
  ErrorHandler,
  HandledByName,
  Handler,
  HandlerName,
  StateHandlers,
  UnknownHandler,
} from './handler.ts';
import { HandlerRegistry } from './handler-registry.ts';
import { createEmit } from './hooks.ts';
import type { ReceiverAnswer, ReceiverRequest } from './http-exchange.ts';
import { Reception } from './receive.ts';
import { resolveReceiverOptions, type ReceiverOptions } from './receiver-options.ts';
import { requireFetchRequest, requireNodeExchange, requireReceiverRequest } from './require-request.ts';
import { RunningHandlers } from './running-handlers.ts';
import type { Workshop } from './workshop.ts';

interface CloseOptions {
  readonly timeout?: number;
}

/** Receives callbacks. Its functions need no `this`, so they can be handed on by themselves. */
export interface Receiver {
  /**
   * Registers a handler for jobs of a type, by their `Tag`, or for events, by their `EventName`. Each job of a callback is handled by itself,
   * so a handler for `TaskFinish` gets each job of whatever type. There may be several for a name; all of them are called.
   *
   * @throws {TypeError} if this version knows no job or event of that name: `onUnknown` is for those
   */
  readonly on: <Name extends HandlerName>(
    name: Name,
    handler: Handler<HandledByName[Name]> | StateHandlers<HandledByName[Name]>,
  ) => Receiver;
  /** Registers a handler for jobs and events that this version doesn't know. */
  readonly onUnknown: (handler: UnknownHandler) => Receiver;
  /** Registers a handler for everything: each job, and each event that has no list of jobs. */
  readonly onAny: (handler: AnyHandler) => Receiver;
  /**
   * Registers a handler for what went wrong: handlers that failed, also after the request was answered, stores that can't be reached, and
   * bodies that could not be understood, though whoever sent them may.
   */
  readonly onError: (handler: ErrorHandler) => Receiver;
  /**
   * Answers a Request of the Fetch standard: for Hono, Next.js, Bun, Deno and workers. It never rejects. Whatever else a platform hands to a
   * handler in second place does no harm.
   *
   * @throws {TypeError} at once for what is no Request, such as a context of Hono or a request of node:http
   */
  readonly fetch: (request: FetchRequest, context?: FetchContext | object) => Promise<FetchResponse>;
  /**
   * Answers a request of node:http or node:http2. It never rejects.
   *
   * @throws {TypeError} at once for what is no request with its response
   */
  readonly node: (request: NodeRequest, response: NodeResponse) => Promise<void>;
  /**
   * Answers a request of any kind: what adapters for frameworks are built on. It never rejects.
   *
   * @throws {TypeError} at once for what is no such request
   */
  readonly receive: (request: ReceiverRequest) => Promise<ReceiverAnswer>;
  /**
   * Takes no more callbacks, and waits for the handlers that run. After `timeout` milliseconds (10,000 by default) it waits no longer and aborts their signals.
   * It rejects with a TypeError for a timeout that is no whole number of milliseconds, and for another option; nothing is closed then.
   * The name of a signal, which `process.once('SIGTERM', receiver.close)` hands on, does no harm.
   */
  readonly close: (options?: CloseOptions) => Promise<void>;
}

/**
 * Makes a receiver of callbacks, for every framework: it authenticates requests, reads and validates them, calls handlers once for each job,
 * and answers.
 *
 * @example
 * ```ts
 * const receiver = createReceiver({ auth: urlToken(process.env['CI_CALLBACK_TOKEN'] ?? '') })
 *   .on('VoiceSeparate', {
 *     success: (job) => console.log(job.JobId, outputObjects(job).map(cosUrl)),
 *     failed: (job) => console.error(job.JobId, job.Code, job.Message),
 *   })
 *   .onUnknown((_, { logger }) => logger.warn({}, 'A callback of a new kind'));
 * ```
 * @throws {TypeError} without `auth`, and if an option has a value that it can't have
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const resolved = resolveReceiverOptions(options);
  const { logger } = resolved;
  const workshop: Workshop = {
    registry: new HandlerRegistry(),
    claims: new Claims(resolved.idempotency),
    errors: new ErrorReporter(logger),
    emit: createEmit(resolved.hooks, logger),
    logger,
    running: new RunningHandlers(),
    deadline: resolved.deadline,
  };
  const acknowledge = resolved.ack === 'immediate' ? immediately(workshop) : afterHandlers(workshop);
  const reception = new Reception(resolved, workshop, acknowledge);
  const { registry, errors } = workshop;
  const receiver: Receiver = {
    on: (name, handler) => registered(() => registry.add(name, handler)),
    onUnknown: (handler) => registered(() => registry.addForUnknown(handler)),
    onAny: (handler) => registered(() => registry.addForAny(handler)),
    onError: (handler) => registered(() => errors.add(handler)),
    ...entrances((request) => reception.receive(request)),
    close: (closing) => close(reception, workshop, closing),
  };
  const registered = (register: () => void): Receiver => {
    register();
    return receiver;
  };
  return receiver;
}

/** What requests are given to. */
function entrances(
  receive: (request: ReceiverRequest) => Promise<ReceiverAnswer>,
): Pick<Receiver, 'receive' | 'fetch' | 'node'> {
  return {
    receive: (request) => {
      requireReceiverRequest(request);
      return receive(request);
    },
    fetch: (request, context) => {
      requireFetchRequest(request);
      return answerFetch(receive, request, context);
    },
    node: (request, response) => {
      requireNodeExchange(request, response);
      return receiveNode(receive, request, response);
    },
  };
}

async function close(
  reception: Reception,
  { claims, running }: Workshop,
  options?: CloseOptions | string,
): Promise<void> {
  const milliseconds = closingTime(typeof options === 'string' ? undefined : options);
  reception.isClosed = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([reception.inFlight.idle(), isOver]);
  clearTimeout(timer);
  claims.letGo();
  running.abort(new ReceiverError('receiver.closed', 'The receiver has been closed.'));
}

function closingTime(options: CloseOptions = {}): number {
  const asker = 'receiver.close';
  requireOptions(asker, options, { timeout: true });
  return wholeNumber(asker, 'timeout', options.timeout, 10_000, { least: 0 });
}
