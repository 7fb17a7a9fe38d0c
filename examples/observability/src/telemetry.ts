import type { ReceiverHooks } from '@ci-callback/core';
import type { Tracer } from '@opentelemetry/api';
import type { Registry } from 'prom-client';
import { metricsHooks } from './metrics.ts';
import { tracingHooks } from './tracing.ts';

/** Hooks that make spans and metrics of what a receiver tells. */
export function telemetryHooks(tracer: Tracer, registry: Registry): ReceiverHooks {
  const tracing = tracingHooks(tracer);
  const metrics = metricsHooks(registry);
  return {
    ...tracing,
    ...metrics,
    handled(event) {
      tracing.handled(event);
      metrics.handled(event);
    },
    failed(event) {
      tracing.failed(event);
      metrics.failed(event);
    },
    duplicate(event) {
      tracing.duplicate(event);
      metrics.duplicate();
    },
    answered(event) {
      tracing.answered(event);
      metrics.answered(event);
    },
  };
}
