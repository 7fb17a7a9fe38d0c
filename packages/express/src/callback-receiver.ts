import type { Receiver } from '@ci-callback/core';
import type { NodeRequest, NodeResponse } from '@ci-callback/core/node';

/** Express middleware that answers by itself, for version 4 and 5 alike. */
export type ReceiverMiddleware = (request: NodeRequest, response: NodeResponse) => void;

/**
 * Makes middleware of a receiver. It answers every request and never calls `next`.
 *
 * No body parser is needed before it; what one has kept or left is taken all the same.
 *
 * @example
 * ```ts
 * const receiver = createReceiver({ auth: urlToken(process.env['CI_CALLBACK_TOKEN'] ?? '') });
 * receiver.on('VoiceSeparate', (job) => console.log(job.JobId, job.State));
 *
 * app.all('/ci-callback', callbackReceiver(receiver));
 * ```
 *
 * @throws {TypeError} if it is given anything but a receiver, such as the options of one
 */
export function callbackReceiver(receiver: Pick<Receiver, 'node'>): ReceiverMiddleware {
  requireReceiver(receiver);
  return (request, response) => {
    void receiver.node(request, response);
  };
}

function requireReceiver(given: Partial<Pick<Receiver, 'node'>> | null | undefined): void {
  if (typeof given?.node === 'function') return;
  const kind = given === null ? 'null' : typeof given;
  const what = kind === 'object' ? 'another object' : kind;
  throw new TypeError(`callbackReceiver takes a receiver, made by createReceiver, not ${what}.`);
}
