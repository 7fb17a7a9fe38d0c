import type { Claims } from '../idempotency/claims.ts';
import type { ErrorReporter } from './error-reporter.ts';
import type { HandlerRegistry } from './handler-registry.ts';
import type { Emit } from './hooks.ts';
import type { Logger } from './logger.ts';
import type { RunningHandlers } from './running-handlers.ts';

/** What handling needs of the receiver. */
export interface Workshop {
  readonly registry: HandlerRegistry;
  readonly claims: Claims;
  readonly errors: ErrorReporter;
  readonly emit: Emit;
  readonly logger: Logger;
  readonly running: RunningHandlers;
  /** How long a sender is let wait, in milliseconds. */
  readonly deadline: number;
}
