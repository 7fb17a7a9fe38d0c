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
import type { Workshop } from './process-item.ts';
import type { ResolvedReceiverOptions } from './receiver-options.ts';
import { Trace } from './trace.ts';
import { isProbe, isUrlCheck } from './url-check.ts';

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
    const trace = new Trace();
    const { emit } = this.#workshop;
    const { method } = request;
    emit('received', () => ({ delivery: trace.delivery, duration: 0, method, remoteAddress: request.remoteAddress }));
    let answer = answerOk;
    let code: CallbackError['code'] | 'ok' = 'ok';
    try {
      await this.#take(request, trace);
    } catch (cause) {
      const error = this.#refuse(cause, trace, request);
      answer = answerError(error);
      ({ code } = error);
    }
    request.dropBody?.(this.#options.readingTime);
    emit('answered', () => ({ ...trace.stamp(), status: answer.status, code }));
    return answer;
  }

  /** @throws whatever the request has to be refused for */
  async #take(request: ReceiverRequest, trace: Trace): Promise<void> {
    const { method } = request;
    if (isUrlCheck(method)) return;
    if (method !== 'POST') throw new ReceiverError('request.method_not_allowed', 'A callback is sent by POST.');
    const admitted = authenticate(this.#options.auth, request);
    const admission = isPromise(admitted) ? await admitted : admitted;
    this.#workshop.emit('authenticated', () => trace.stamp());
    if (this.isClosed) throw new ReceiverError('receiver.closed', 'The receiver has been closed.', { retryAfter: 5 });
    if (!this.inFlight.enter()) {
      throw new ReceiverError('receiver.busy', 'As many callbacks are being handled as may be.', { retryAfter: 1 });
    }
    const leave = (): void => this.inFlight.leave();
    let work: unknown;
    try {
      const { parsing, readingTime } = this.#options;
      const rawBody = await request.readBody({ bytes: parsing.limits.bytes, readingTime });
      const understood = this.#understand(request, rawBody, admission, trace);
      const delivery = isPromise(understood) ? await understood : understood;
      if (delivery === undefined) return;
      const acknowledged = this.#acknowledge(delivery);
      const acknowledgement = isPromise(acknowledged) ? await acknowledged : acknowledged;
      ({ work } = acknowledgement);
      if (acknowledgement.outcome !== undefined) throw acknowledgement.outcome;
    } finally {
      if (!isPromise(work)) leave();
      else {
        const left = Promise.resolve(work).then(leave, leave);
        request.waitUntil?.(left);
      }
    }
  }

  /** Makes a delivery of a body; gives nothing for one that is no more than a test of the URL. */
  #understand(
    request: ReceiverRequest,
    rawBody: BodyInMemory,
    admission: Admission | undefined,
    trace: Trace,
  ): Soon<Delivery | undefined> {
    let callback: Callback;
    try {
      callback = this.#parse(request, rawBody);
    } catch (error) {
      return this.#reportBody(error, request, rawBody, trace);
    }
    if (isProbe(callback)) return undefined;
    this.#workshop.emit('parsed', () => ({ ...trace.stamp(), event: eventOf(callback), jobs: countJobs(callback) }));
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

  /** Tells whoever listens for errors, so that the body isn't lost. */
  async #reportBody(error: unknown, request: ReceiverRequest, rawBody: BodyInMemory, trace: Trace): Promise<never> {
    await this.#workshop.errors.reportBody(error, {
      delivery: trace.delivery,
      rawBody,
      headers: request.headers,
      claims: undefined,
    });
    throw error;
  }

  /** Makes an error of whatever was thrown, and tells of it. */
  #refuse(cause: unknown, trace: Trace, { remoteAddress }: ReceiverRequest): CallbackError {
    const { emit, logger } = this.#workshop;
    const error =
      cause instanceof CallbackError
        ? cause
        : new ReceiverError('receiver.failed', 'The receiver itself has failed.', { cause });
    const { status, code } = error;
    const message = describeRefusal(error);
    const fields = { delivery: trace.delivery, status, code, remoteAddress };
    if (code === 'receiver.failed' || code === 'auth.unavailable')
      logger.error({ ...fields, err: error.cause }, message);
    // What handlers and stores have failed with has been told already.
    else if (/^(?:handler|idempotency)\./.test(code)) logger.debug(fields, message);
    else logger.warn(fields, message);
    emit('rejected', () => ({ ...trace.stamp(), status, code, message }));
    return error;
  }
}

/** Without validation there may be none. */
function eventOf({ EventName: event = '' }: { readonly EventName?: string }): string {
  return shown(event);
}

function countJobs(callback: Callback): number {
  const { JobsDetail: jobs } = callback as { readonly JobsDetail?: unknown };
  return Array.isArray(jobs) ? jobs.length : 0;
}
