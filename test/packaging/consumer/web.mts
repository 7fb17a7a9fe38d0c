/* A worker, whose program has the types of the Web and none of Node. */
import { createReceiver, signCallbackUrl, urlToken, type FetchContext } from '@ci-callback/core';

const receiver = createReceiver({ auth: urlToken('a-token-of-consumers') }).on(
  'VoiceSeparate',
  async (job, { headers, signal }) => {
    const ownHeaders: Headers = headers;
    const ownSignal: AbortSignal = signal;
    await fetch(`https://example.com/${job.JobId}`, { headers: ownHeaders, signal: ownSignal });
  },
);

export const POST: (request: Request) => Promise<Response> = receiver.fetch;
export default {
  fetch: (request: Request, _environment: unknown, context: FetchContext): Promise<Response> =>
    receiver.fetch(request, context),
};

const expires = new Date(Date.now() + 3_600_000);
const secret = 'a-secret-of-consumers-that-is-long-enough';
export const url: Promise<string> = signCallbackUrl('https://example.com/ci-callback', { secret, expires });
// @ts-expect-error -- the program has no types of Node
export type Bytes = Buffer;
