import type { ReceiverHooks } from '@ci-callback/core';
import { Counter, Histogram, type Registry } from 'prom-client';
import { kindOf } from './kind.ts';

/** Hooks that count what happens, for Prometheus. No label has a value that a sender can choose. */
export function metricsHooks(registry: Registry) {
  const registers = [registry];
  const callbacks = new Counter({
    name: 'ci_callback_callbacks_total',
    help: 'Requests that were answered, by the code of the answer.',
    labelNames: ['code'],
    registers,
  });
  const jobs = new Counter({
    name: 'ci_callback_jobs_total',
    help: 'Jobs and events, by their kind and what came of them.',
    labelNames: ['tag', 'outcome'],
    registers,
  });
  const duplicates = new Counter({
    name: 'ci_callback_duplicates_total',
    help: 'Jobs and events that had been handled before, or were being handled.',
    registers,
  });
  const late = new Counter({
    name: 'ci_callback_late_total',
    help: 'Jobs and events that came to an end after the deadline.',
    registers,
  });
  const handling = new Histogram({
    name: 'ci_callback_handling_seconds',
    help: 'How long handlers took.',
    labelNames: ['tag'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  return {
    answered: ({ code }) => callbacks.inc({ code }),
    handled(event) {
      jobs.inc({ tag: kindOf(event), outcome: 'handled' });
      handling.observe({ tag: kindOf(event) }, event.handling / 1000);
    },
    failed(event) {
      jobs.inc({ tag: kindOf(event), outcome: 'failed' });
      // Where no handler was called, there is no time that it took.
      if (event.attempt > 0) handling.observe({ tag: kindOf(event) }, event.handling / 1000);
    },
    duplicate: () => duplicates.inc(),
    late: () => late.inc(),
  } satisfies ReceiverHooks;
}
