/* With neither Node's types nor the Web's, what core says of a request, a response or a signal must compile all the same. */
import {
  createParser,
  createReceiver,
  parseCallback,
  urlToken,
  type FetchRequest,
  type HandlerContext,
  type Job,
} from '@ci-callback/core';
import { workflowFinish } from '@ci-callback/core/events';
import { voiceSeparate } from '@ci-callback/core/jobs';

export const jobs: string[] = [];
export const receiver = createReceiver({ auth: urlToken('a-token-of-consumers') })
  .on('VoiceSeparate', (job, { key }) => jobs.push(`${key} ${job.Operation.MediaResult?.OutputFile?.Bucket}`))
  .onAny((_value, { callback, headers, signal }: HandlerContext) =>
    jobs.push(callback.EventName, typeof [headers, signal]),
  );
export const answer: (request: FetchRequest) => Promise<object> = receiver.fetch;

export function idsOf(body: Uint8Array | string): string[] {
  const callback = parseCallback(body);
  return callback.EventName === 'TaskFinish' ? callback.JobsDetail.map((job: Job) => job.JobId) : [];
}
export const parser = createParser({ jobs: [voiceSeparate], events: [workflowFinish] });
// @ts-expect-error -- there is no such job
receiver.on('VoiceSeperate', () => undefined);
// @ts-expect-error -- the program has no types of Node
export type Bytes = Buffer;
// @ts-expect-error -- nor of the Web
export type Answer = Response;
