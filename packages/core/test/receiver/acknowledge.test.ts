import { expect, it } from 'vitest';
import { Claims } from '../../src/idempotency/claims.ts';
import { parseCallback } from '../../src/index.ts';
import { afterHandlers, immediately } from '../../src/receiver/acknowledge.ts';
import { Delivery } from '../../src/receiver/delivery.ts';
import { Trace } from '../../src/receiver/trace.ts';
import type { ErrorReporter } from '../../src/receiver/error-reporter.ts';
import { HandlerRegistry } from '../../src/receiver/handler-registry.ts';
import type { Workshop } from '../../src/receiver/process-item.ts';
import { RunningHandlers } from '../../src/receiver/running-handlers.ts';
import { job, recordingLogger, request, taskFinish } from './set-up.ts';

it.each([
  ['after the handlers', afterHandlers],
  ['at once', immediately],
])('rejects where work does that should not, when it answers %s', async (_name, acknowledge) => {
  const report = (): Promise<never> => Promise.reject(new Error('a fault of the receiver'));
  const workshop: Workshop = {
    registry: new HandlerRegistry(),
    claims: new Claims(undefined),
    errors: { report } as unknown as ErrorReporter,
    emit: () => undefined,
    logger: recordingLogger().logger,
    running: new RunningHandlers(),
  };
  const rawBody = taskFinish(job('j1'));
  const content = { callback: parseCallback(rawBody), rawBody, claims: undefined };
  const answered = Promise.resolve(
    acknowledge(workshop, 1000)(new Delivery(new Trace(undefined), request(rawBody), content)),
  );
  await expect(answered).rejects.toThrow('a fault of the receiver');
});
