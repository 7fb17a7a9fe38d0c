import { expect, it, vi } from 'vitest';
import { Claims } from '../../src/idempotency/claims.ts';
import { memoryStore, parseCallback } from '../../src/index.ts';
import { afterHandlers, immediately, type Acknowledge } from '../../src/receiver/acknowledge.ts';
import { Delivery } from '../../src/receiver/delivery.ts';
import { ErrorReporter } from '../../src/receiver/error-reporter.ts';
import { createEmit } from '../../src/receiver/hooks.ts';
import { HandlerRegistry } from '../../src/receiver/handler-registry.ts';
import type { Workshop } from '../../src/receiver/workshop.ts';
import { RunningHandlers } from '../../src/receiver/running-handlers.ts';
import { Trace } from '../../src/receiver/trace.ts';
import { job, recordingLogger, request, taskFinish } from './set-up.ts';

function workshopWith(parts: Partial<Workshop> = {}): Workshop {
  const { logger } = recordingLogger();
  return {
    registry: new HandlerRegistry(),
    claims: new Claims(undefined),
    errors: new ErrorReporter(logger),
    emit: createEmit({}, logger),
    logger,
    running: new RunningHandlers(),
    deadline: 1000,
    ...parts,
  };
}

async function acknowledged(acknowledge: Acknowledge, ...jobs: object[]): Promise<Awaited<ReturnType<Acknowledge>>> {
  const rawBody = taskFinish(...jobs);
  const content = { callback: parseCallback(rawBody), rawBody, claims: undefined };
  return acknowledge(new Delivery(new Trace(undefined), request(rawBody), content));
}

it.each([
  ['after the handlers', afterHandlers],
  ['at once', immediately],
])('rejects where work does that should not, when it answers %s', async (_name, acknowledge) => {
  const report = (): never => {
    throw new Error('a fault of the receiver');
  };
  const claims = { claim: () => Promise.reject(new Error('down')) };
  const workshop = workshopWith({
    claims: claims as unknown as Claims,
    errors: { report } as unknown as ErrorReporter,
  });
  workshop.registry.addForAny(() => undefined);
  await expect(acknowledged(acknowledge(workshop), job('j1'))).rejects.toThrow('a fault of the receiver');
});

it('frees what it has claimed, and nothing else, where it can not claim all', async () => {
  const store = memoryStore();
  await store.claim('TaskFinish:Success::done', 'another', { lease: 1000, expiry: 1000 });
  await store.commit('TaskFinish:Success::done', 'another', 1000);
  const claim = store.claim.bind(store);
  vi.spyOn(store, 'claim').mockImplementation((key, ...more) => {
    if (key.endsWith('down')) throw new Error('down');
    return claim(key, ...more);
  });
  const release = vi.spyOn(store, 'release');
  const workshop = workshopWith({ claims: new Claims({ store, lease: 1000, expiry: 1000, key: undefined }) });
  workshop.registry.addForAny(() => undefined);
  const { outcome, work } = await acknowledged(immediately(workshop), job('done'), job('down'), job('free'));
  expect(outcome?.code).toBe('idempotency.unavailable');
  await work;
  expect(release.mock.calls.map(([key]) => key)).toEqual(['TaskFinish:Success::free']);
});

it('tells why a handler has failed', async () => {
  const boom = new Error('boom');
  const workshop = workshopWith();
  workshop.registry.addForAny(() => {
    throw boom;
  });
  const { outcome } = await acknowledged(afterHandlers(workshop), job('j1'));
  expect(outcome).toMatchObject({ code: 'handler.failed', cause: boom });
});
