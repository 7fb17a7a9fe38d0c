import { parseResolved } from '../api/parse.ts';
import { CallbackError, ReceiverError, ValidationError } from '../errors/index.ts';
import type { Admission } from '../auth/authenticator.ts';
import type { Callback } from '../generated/types/index.ts';
import type { Acknowledge } from './acknowledge.ts';
import { answerError, answerOk } from './answer.ts';
import { authenticate, confirm } from './authenticate.ts';
import { Delivery } from './delivery.ts';
import { describeRefusal } from './describe-refusal.ts';
import type { BodyInMemory, ReceiverAnswer, ReceiverRequest } from './http-exchange.ts';
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

  constructor(options: ResolvedReceiverOptions, workshop: Workshop, acknowledge: Acknowledge) {
    this.#options = options;
    this.#workshop = workshop;
    this.#acknowledge = acknowledge;
    this.inFlight = new InFlight(options.concurrency);
  }

  /** Answers a request, whatever comes. It never rejects. */
  async receive(request: ReceiverRequest): Promise<ReceiverAnswer> {
    const trace = new Trace(request.remoteAddress);
    const { remoteAddress } = trace;
    const { emit } = this.#workshop;
    const { method } = request;
    emit.received(() => ({ delivery: trace.delivery, duration: 0, method, remoteAddress }));
    let answer = answerOk;
    let code: CallbackError['code'] | 'ok' = 'ok';
    try {
      await this.#take(request, trace);
    } catch (cause) {
      const error = asCallbackError(cause);
      this.#refuse(error, trace);
      answer = answerError(error);
      ({ code } = error);
    }
    request.dropBody?.(this.#options.readingTime);
    emit.answered(() => ({ ...trace.stamp(), status: answer.status, code }));
    return answer;
  }

  /** @throws whatever the request has to be refused for */
  async #take(request: ReceiverRequest, trace: Trace): Promise<void> {
    const { method } = request;
    if (isUrlCheck(method)) return;
    if (method !== 'POST') throw new ReceiverError('request.method_not_allowed', 'A callback is sent by POST.');
    const admitted = authenticate(this.#options.auth, request);
    const admission = isPromise(admitted) ? await admitted : admitted;
    this.#workshop.emit.authenticated(() => trace.stamp());
    if (this.isClosed) throw new ReceiverError('receiver.closed', 'The receiver has been closed.', { retryAfter: 5 });
    if (!this.inFlight.enter()) throw new ReceiverError('receiver.busy', this.inFlight.describe(), { retryAfter: 1 });
    let work: unknown;
    let start: number | undefined;
    try {
      const { parsing, readingTime } = this.#options;
      const rawBody = await request.readBody({ bytes: parsing.limits.bytes, readingTime });
      trace.rawBody = rawBody;
      const understood = this.#understand(request, rawBody, admission, trace);
      const delivery = isPromise(understood) ? await understood : understood;
      if (delivery === undefined) return;
      const acknowledged = this.#acknowledge(delivery);
      if (isPromise(acknowledged)) start = performance.now();
      const acknowledgement = isPromise(acknowledged) ? await acknowledged : acknowledged;
      ({ work } = acknowledgement);
      if (acknowledgement.outcome !== undefined) throw acknowledgement.outcome;
    } catch (cause) {
      const error = asCallbackError(cause);
      this.#tell(error, request, trace);
      // Many platforms stop what goes on after the answer.
      await this.#untilDeadline(trace.told, start);
      throw error;
    } finally {
      const goesOn = whenThere(work, () => trace.told);
      if (!isPromise(goesOn)) this.inFlight.leave();
      else {
        const leave = this.inFlight.goOn();
        this.#keepAwake(request, goesOn.then(leave, leave));
      }
    }
  }

  /** Waits for some work, but no longer than until the deadline, which counts from when handling began, if it did. */
  async #untilDeadline(work: Promise<void> | undefined, start = performance.now()): Promise<void> {
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

  /** Makes a delivery of a body; gives nothing for one that is no more than a test of the URL. */
  #understand(
    request: ReceiverRequest,
    rawBody: BodyInMemory,
    admission: Admission | undefined,
    trace: Trace,
  ): Soon<Delivery | undefined> {
    const callback = this.#parse(request, rawBody);
    if (isProbe(callback)) return undefined;
    this.#workshop.emit.parsed(() => ({ ...trace.stamp(), event: eventOf(callback), jobs: countJobs(callback) }));
    if (admission === undefined) return new Delivery(trace, request, { callback, rawBody, claims: undefined });
    return whenThere(
      confirm(admission, callback),
      ({ callback: confirmed, claims }) => new Delivery(trace, request, { callback: confirmed, rawBody, claims }),
    );
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
    emit.rejected(() => ({ ...trace.stamp(), status, code, message }));
  }
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
