import type { RequestListener } from 'node:http';
import {
  createReceiver,
  urlToken,
  type AnyHandler,
  type Logger,
  type Receiver,
  type ReceiverHooks,
} from '@ci-callback/core';
import type { Registry } from 'prom-client';

export interface AppOptions {
  /** The secret in the callback's URL: `/?token=…` */
  readonly callbackToken: string;
  readonly logger: Logger;
  readonly registry: Registry;
  /** Left out where something else observes the receiver. */
  readonly hooks?: ReceiverHooks;
  readonly onJob: AnyHandler;
  readonly deadline?: number;
}

export interface App {
  readonly receiver: Receiver;
  /** Serves the metrics, on a port of its own, since they are nobody's business who can send callbacks. */
  readonly metrics: RequestListener;
}

export function createApp({ callbackToken, logger, registry, hooks, onJob, deadline }: AppOptions): App {
  const receiver = createReceiver({ auth: urlToken(callbackToken), logger, hooks, deadline }).onAny(onJob);
  return {
    receiver,
    metrics: (request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        (err: unknown) => {
          logger.error({ err }, 'The metrics could not be collected.');
          response.writeHead(500).end();
        },
      );
    },
  };
}
