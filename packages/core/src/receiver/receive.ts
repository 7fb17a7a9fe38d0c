import { parseResolved } from '../api/parse.ts';
import { CallbackError, ReceiverError, ValidationError } from '../errors/index.ts';
import type { Admission } from '../auth/authenticator.ts';
import type { Callback } from '../generated/types/index.ts';
import type { Acknowledge, Acknowledgement } from './acknowledge.ts';
import { answerError, answerOk } from './answer.ts';
import { authenticate, confirm } from './authenticate.ts';
import { Delivery } from './delivery.ts';
import { describeRefusal } from './describe-refusal.ts';
import type { BodyInMemory, BodyLimits, ReceiverAnswer, ReceiverRequest } from './http-exchange.ts';
import { shown } from './item-context.ts';
import { InFlight } from './in-flight.ts';
import { isPromise, whenThere, type Soon } from '../platform/soon.ts';
import type { Workshop } from './workshop.ts';
import type { ResolvedReceiverOptions } from './receiver-options.ts';
import { Trace } from './trace.ts';
import { isProbe, isUrlCheck } from './url-check.ts';
import { within } from './within.ts';

/** The way of a request through the receiver, from its method to its answer. */
export class Reception {
  readonly inFlight: InFlight;
  isClosed = false;
  readonly #options: ResolvedReceiverOptions;
  readonly #workshop: Workshop;
  readonly #acknowledge: Acknowledge;
  readonly #bodyLimits: BodyLimits;

  constructor(options: ResolvedReceiverOptions, workshop: Workshop, acknowledge: Acknowledge) {
    this.#options = options;
    this.#workshop = workshop;
    this.#acknowledge = acknowledge;
    this.#bodyLimits = { bytes: options.parsing.limits.bytes, readingTime: options.readingTime };
    this.inFlight = new InFlight(options.concurrency);
  }

  /** Answers a request, whatever comes. It never rejects. */
  async receive(request: ReceiverRequest): Promise<ReceiverAnswer> {
    const trace = new Trace(request.remoteAddress);
    const { emit } = this.#workshop;
    if (emit.received.isHeard) {
      const { delivery, remoteAddress } = trace;
      emit.received.tell({ delivery, duration: 0, method: request.method, remoteAddress });
    }
    try {
      if (!isUrlCheck(request.method)) {
        const admitted = this.#admit(request);
        const admission = isPromise(admitted) ? await admitted : admitted;
        if (emit.authenticated.isHeard) emit.authenticated.tell(trace.stamp());
        this.#enter();
        try {
          trace.rawBody = await request.readBody(this.#bodyLimits);
          const handled = this.#handleBody(request, trace.rawBody, admission, trace);
          if (isPromise(handled)) await handled;
        } catch (cause) {
          const error = asCallbackError(cause);
          this.#tell(error, request, trace);
          // Many platforms stop what goes on after the answer.
          await this.#untilDeadline(trace.told, trace.handledSince);
          throw error;
        } finally {
          this.#leave(request, trace);
        }
      }
    } catch (cause) {
      const error = asCallbackError(cause);
      this.#refuse(error, trace);
      return this.#answer(request, trace, answerError(error), error.code);
    }
    return this.#answer(request, trace, answerOk, 'ok');
  }

  /** @throws {CallbackError} if it may not come in */
  #admit(request: ReceiverRequest): Soon<Admission | undefined> {
    if (request.method === 'POST') return authenticate(this.#options.auth, request);
    throw new ReceiverError('request.method_not_allowed', 'A callback is sent by POST.');
  }

  /** @throws {ReceiverError} if there is no place */
  #enter(): void {
    if (this.isClosed) throw new ReceiverError('receiver.closed', 'The receiver has been closed.', { retryAfter: 5 });
    if (!this.inFlight.enter()) throw new ReceiverError('receiver.busy', this.inFlight.describe(), { retryAfter: 1 });
  }

  /** Gives the place to the next one, when nothing goes on any more. */
  #leave(request: ReceiverRequest, trace: Trace): void {
    const goesOn = whenThere(trace.work, () => trace.told);
    if (!isPromise(goesOn)) return this.inFlight.leave();
    const leave = this.inFlight.goOn();
    this.#keepAwake(request, goesOn.then(leave, leave));
  }

  #answer(
    request: ReceiverRequest,
    trace: Trace,
    answer: ReceiverAnswer,
    code: CallbackError['code'] | 'ok',
  ): ReceiverAnswer {
    request.dropBody?.(this.#options.readingTime);
    const { answered } = this.#workshop.emit;
    if (answered.isHeard) answered.tell({ ...trace.stamp(), status: answer.status, code });
    return answer;
  }

  /** Waits for some work, but no longer than until the deadline, which counts from when handling began, if it did. */
  async #untilDeadline(work: Promise<void> | undefined, start = performance.now()): Promise<void> {
    if (work === undefined) return;
    await within(Math.max(0, start + this.#options.deadline - performance.now()), work);
  }

  /** What the platform thinks of it changes no answer. */
  #keepAwake(request: ReceiverRequest, work: Promise<void>): void {
    try {
      request.waitUntil?.(work);
    } catch (err) {
      this.#workshop.logger.warn({ err }, 'The platform could not be told of work that goes on: waitUntil has thrown.');
    }
  }

  /**
   * Handles the callback in a body, unless that is no more than a test of the URL.
   * @throws {CallbackError} also for what came of its handlers
   */
  #handleBody(
    request: ReceiverRequest,
    rawBody: BodyInMemory,
    admission: Admission | undefined,
    trace: Trace,
  ): Soon<void> {
    const callback = this.#parse(request, rawBody);
    if (isProbe(callback)) return undefined;
    const { parsed } = this.#workshop.emit;
    if (parsed.isHeard) parsed.tell({ ...trace.stamp(), event: eventOf(callback), jobs: countJobs(callback) });
    if (admission === undefined) {
      return this.#handle(new Delivery(trace, request, { callback, rawBody, claims: undefined }));
    }
    return whenThere(confirm(admission, callback), ({ callback: confirmed, claims }) =>
      this.#handle(new Delivery(trace, request, { callback: confirmed, rawBody, claims })),
    );
  }

  #handle(delivery: Delivery): Soon<void> {
    const acknowledged = this.#acknowledge(delivery);
    if (!isPromise(acknowledged)) return conclude(delivery, acknowledged);
    delivery.trace.handledSince = performance.now();
    return acknowledged.then((acknowledgement) => conclude(delivery, acknowledgement));
  }

  /** @throws {CallbackError} */
  #parse(request: ReceiverRequest, rawBody: BodyInMemory): Callback {
    const options = { ...this.#options.parsing, contentType: request.header('content-type') };
    try {
      return parseResolved(rawBody, options);
    } catch (error) {
      if (error instanceof ValidationError) {
        const callback = parseResolved(rawBody, { ...options, validation: 'off' });
        if (isProbe(callback)) return callback;
      }
      throw error;
    }
  }

  /** Tells whoever listens for errors of what was lost of somebody who may send callbacks. */
  #tell(error: CallbackError, { headers }: ReceiverRequest, trace: Trace): void {
    if (!isTold(error) && !isRefusalOfStranger(error)) this.#workshop.errors.reportRequest(error, headers, trace);
  }

  #refuse(error: CallbackError, trace: Trace): void {
    const { emit, logger } = this.#workshop;
    const { status, code, cause: err } = error;
    const message = describeRefusal(error);
    const fields = { delivery: trace.delivery, status, code, remoteAddress: trace.remoteAddress };
    if (isTold(error)) logger.debug(fields, message);
    // What is wrong with the server itself, and not with what was sent.
    else if (status === 500 || code === 'auth.unavailable') logger.error({ ...fields, err }, message);
    else logger.warn(fields, message);
    if (emit.rejected.isHeard) emit.rejected.tell({ ...trace.stamp(), status, code, message });
  }
}

/** @throws {ReceiverError} */
function conclude({ trace }: Delivery, { work, outcome }: Acknowledgement): void {
  trace.work = work;
  if (outcome !== undefined) throw outcome;
}

function asCallbackError(cause: unknown): CallbackError {
  if (cause instanceof CallbackError) return cause;
  return new ReceiverError('receiver.failed', 'The receiver itself has failed.', { cause });
}

/** What became of jobs has been logged and told with each of them. */
function isTold({ code }: CallbackError): boolean {
  return /^(?:handler|idempotency)\./.test(code);
}

function isRefusalOfStranger({ code }: CallbackError): boolean {
  return code.startsWith('auth.') && code !== 'auth.unavailable';
}

/** Without validation there may be none. */
function eventOf({ EventName: event = '' }: { readonly EventName?: string }): string {
  return shown(event);
}

function countJobs(callback: Callback): number {
  const { JobsDetail: jobs } = callback as { readonly JobsDetail?: unknown };
  return Array.isArray(jobs) ? jobs.length : 0;
}
