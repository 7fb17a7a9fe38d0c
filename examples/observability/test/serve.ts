import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnyHandler } from '@ci-callback/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createApp } from '../src/app.ts';
import { observeChannels } from '../src/observe-channels.ts';
import { telemetryHooks } from '../src/telemetry.ts';

export const callbackToken = 'a-secret-that-only-tests-use';

export interface RunningApp extends AsyncDisposable {
  /** The lines that pino has written. */
  readonly lines: readonly string[];
  readonly spans: () => readonly ReadableSpan[];
  /** Sends a body, and gives the answer's status. */
  readonly post: (body: string, token?: string) => Promise<number>;
  readonly metrics: (path?: string) => Promise<{ readonly status: number; readonly text: string }>;
  /** Waits for the handlers that go on. */
  readonly close: () => Promise<void>;
}

/** Starts the example's servers on free ports, observed by hooks or by channels. */
export async function serve(
  onJob: AnyHandler,
  { by = 'hooks', deadline }: { readonly by?: 'hooks' | 'channels'; readonly deadline?: number } = {},
): Promise<RunningApp> {
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const registry = new Registry();
  const hooks = telemetryHooks(provider.getTracer('test'), registry);
  const stopObserving = by === 'channels' ? observeChannels(hooks) : () => {};
  const { receiver, metrics } = createApp({
    callbackToken,
    logger,
    registry,
    onJob,
    ...(by === 'hooks' ? { hooks } : {}),
    ...(deadline === undefined ? {} : { deadline }),
  });
  const callbacks = await listen(receiver.node);
  const measured = await listen(metrics);
  return {
    lines,
    spans: () => exporter.getFinishedSpans(),
    post: async (body, token = callbackToken) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${callbacks.origin}/?token=${token}`, { method: 'POST', body, headers })).status;
    },
    metrics: async (path = '/metrics') => {
      const response = await fetch(`${measured.origin}${path}`);
      return { status: response.status, text: await response.text() };
    },
    close: receiver.close,
    [Symbol.asyncDispose]: async () => {
      stopObserving();
      await Promise.all([callbacks.close(), measured.close()]);
    },
  };
}

interface Listening {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
