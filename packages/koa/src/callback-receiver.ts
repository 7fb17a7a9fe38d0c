import type { Receiver } from '@ci-callback/core';
import { receiveSource, type NodeRequest } from '@ci-callback/core/node';

/** What of a Koa context the middleware uses. */
export interface ReceiverContext {
  readonly req: NodeRequest;
  readonly originalUrl: string;
  readonly request: { readonly req: object; readonly body?: unknown; readonly rawBody?: unknown };
  status: number;
  body: unknown;
  set(name: string, value: string): unknown;
}

/** Koa middleware that answers by itself, for version 2 and 3 alike. */
export type ReceiverMiddleware = (context: ReceiverContext) => Promise<void>;

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
 * router.all('/ci-callback', callbackReceiver(receiver));
 * ```
 *
 * @throws {TypeError} if it is given anything but a receiver, such as the options of one
 */
export function callbackReceiver(receiver: Pick<Receiver, 'receive'>): ReceiverMiddleware {
  requireReceiver(receiver);
  return async (context) => {
    const { req, request, originalUrl } = context;
    const body = request.body ?? req.body;
    const rawBody = request.rawBody ?? req.rawBody;
    const answer = await receiveSource(receiver.receive, { request: req, body, rawBody, url: originalUrl });
    context.status = answer.status;
    for (const name of Object.keys(answer.headers)) {
      // Koa sets that of a body by itself, and would do so twice.
      if (name !== 'content-length') context.set(name, answer.headers[name] ?? '');
    }
    context.body = answer.body;
  };
}

function requireReceiver(given: Partial<Pick<Receiver, 'receive'>> | null | undefined): void {
  if (typeof given?.receive === 'function') return;
  const kind = given === null ? 'null' : typeof given;
  const what = kind === 'object' ? 'another object' : kind;
  throw new TypeError(`callbackReceiver takes a receiver, made by createReceiver, not ${what}.`);
}
