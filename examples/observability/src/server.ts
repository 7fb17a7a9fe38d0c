import { createServer } from 'node:http';
import { BasicTracerProvider, ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createApp } from './app.ts';
import { telemetryHooks } from './telemetry.ts';

const { CI_CALLBACK_TOKEN: callbackToken = '', PORT: port = '3000', METRICS_PORT: metricsPort = '9464' } = process.env;

const logger = pino();
const registry = new Registry();
// A real program exports to a collector, and in batches.
const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] });
const hooks = telemetryHooks(tracing.getTracer('ci-callback'), registry);
const { receiver, metrics } = createApp({
  callbackToken,
  logger,
  registry,
  hooks,
  onJob: (_value, context) => context.logger.info({ attempt: context.attempt }, 'Handled.'),
});

const servers = [createServer(receiver.node).listen(Number(port)), createServer(metrics).listen(Number(metricsPort))];
logger.info({ port, metricsPort }, 'Listening.');

process.once('SIGTERM', () => void close());

async function close(): Promise<void> {
  for (const server of servers) server.close();
  await receiver.close();
  await tracing.shutdown();
}
