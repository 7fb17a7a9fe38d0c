import type { ItemEvent, ReceiverEvents, ReceiverHooks } from '@ci-callback/core';
import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import { kindOf } from './kind.ts';

/** A request whose span has not ended, or whose jobs still run. */
interface OpenRequest {
  readonly span: Span;
  /** When it came, in milliseconds of the epoch, as spans have it. */
  readonly start: number;
  /** How many of its jobs have come to no end yet. */
  pending: number;
  isAnswered: boolean;
}

/** After these answers handlers go on. */
const goesOn: ReadonlySet<string> = new Set(['ok', 'handler.deadline']);

/**
 * Hooks that make a span of each request, and below it one of each job that was handled. A job that ends after the answer has the request
 * for its parent all the same.
 */
export function tracingHooks(tracer: Tracer) {
  const requests = new Map<string, OpenRequest>();
  const jobSpan = (event: ReceiverEvents['handled' | 'failed']): Span | undefined => {
    const request = requests.get(event.delivery);
    if (request === undefined) return undefined;
    const end = request.start + event.duration;
    const span = tracer.startSpan(
      `handle ${kindOf(event)}`,
      {
        startTime: end - event.handling,
        attributes: { ...attributesOf(event), 'ci_callback.late': request.isAnswered },
      },
      trace.setSpan(context.active(), request.span),
    );
    return span;
  };
  const settle = (delivery: string): void => {
    const request = requests.get(delivery);
    if (request === undefined) return;
    request.pending--;
    if (request.isAnswered && request.pending <= 0) requests.delete(delivery);
  };
  const endOf = ({ delivery, duration }: ReceiverEvents['answered' | 'handled' | 'failed']): number =>
    (requests.get(delivery)?.start ?? 0) + duration;
  return {
    received({ delivery, method }) {
      const start = performance.timeOrigin + performance.now();
      const attributes = { 'http.request.method': method, 'ci_callback.delivery': delivery };
      const span = tracer.startSpan('receive callback', { kind: SpanKind.SERVER, startTime: start, attributes });
      requests.set(delivery, { span, start, pending: 0, isAnswered: false });
    },
    parsed({ delivery, event, jobs }) {
      const request = requests.get(delivery);
      if (request === undefined) return;
      // An event without a list of jobs is handled as a whole.
      request.pending = Math.max(1, jobs);
      request.span.setAttributes({ 'ci_callback.event': event, 'ci_callback.jobs': jobs });
    },
    handled(event) {
      jobSpan(event)?.end(endOf(event));
      settle(event.delivery);
    },
    failed(event) {
      const span = jobSpan(event);
      span?.setStatus({ code: SpanStatusCode.ERROR });
      if (event.error instanceof Error) span?.recordException(event.error, endOf(event));
      span?.end(endOf(event));
      settle(event.delivery);
    },
    duplicate(event) {
      const { running } = event;
      const attributes = { ...attributesOf(event), 'ci_callback.running': running };
      requests.get(event.delivery)?.span.addEvent('duplicate', attributes);
      settle(event.delivery);
    },
    answered(event) {
      const { delivery, status, code } = event;
      const request = requests.get(delivery);
      if (request === undefined) return;
      request.span.setAttributes({ 'http.response.status_code': status, 'ci_callback.code': code });
      if (status >= 500) request.span.setStatus({ code: SpanStatusCode.ERROR });
      request.span.end(endOf(event));
      request.isAnswered = true;
      if (request.pending <= 0 || !goesOn.has(code)) requests.delete(delivery);
    },
  } satisfies ReceiverHooks;
}

/** A span may tell what a label of a metric must not: each span is written once. */
function attributesOf({ event, tag, id, state }: ItemEvent): Attributes {
  return { 'ci_callback.event': event, 'ci_callback.tag': tag, 'ci_callback.id': id, 'ci_callback.state': state };
}
