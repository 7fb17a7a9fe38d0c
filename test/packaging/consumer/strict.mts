import {
  cosUrl,
  isJob,
  memoryStore,
  outputObjects,
  parseCallback,
  toNative,
  type Callback,
  type IdempotencyStore,
  type MediaFormat,
  type Native,
  type VoiceSeparateJob,
} from '@ci-callback/core';
import { readCallback } from '@ci-callback/core/node';
import { callbackParser } from '@ci-callback/express';
import { redisStore, type RedisClient } from '@ci-callback/redis';
import express from 'express';
import { createServer } from 'node:http';

const callback: Callback = parseCallback('<Response/>', { contentType: 'application/xml', validation: 'strict' });
if (callback.EventName === 'TaskFinish') {
  for (const job of callback.JobsDetail) {
    const id: string = job.JobId;
    if (isJob(job, 'VoiceSeparate')) {
      const separation: VoiceSeparateJob = job;
      const files: string[] | undefined = separation.Operation.MediaResult?.OutputFile?.ObjectName;
      console.log(id, files);
    }
    if (job.Tag === 'VoiceSeparate') console.log(job.Operation.MediaResult?.OutputFile?.Md5Info?.[0]?.Md5);
    // @ts-expect-error -- the fields of an operation are known once the job's type is
    console.log(job.Operation.MediaResult.OutputFile.ObjectName);
  }
}
const minutes = ({ Duration = 0 }: Native<MediaFormat>): number => Duration / 60;
const { data } = toNative(callback);
if (data.EventName === 'TaskFinish') {
  for (const job of data.JobsDetail) {
    const begun: Date | string | undefined = job.StartTime;
    console.log(begun, outputObjects(job).map(cosUrl));
    if (job.Tag === 'VoiceSeparate') {
      const size: number | string | undefined = job.Operation.MediaInfo?.Format?.Size;
      console.log(size);
    }
  }
}
if (callback.EventName === 'TaskFinish') {
  for (const job of callback.JobsDetail) {
    if (!isJob(job, 'VoiceSeparate')) continue;
    const result = toNative(job);
    if (result.success) console.log(minutes(result.data.Operation.MediaInfo?.Format ?? {}));
    else console.log(result.issues.map(({ path }) => path));
  }
}
// @ts-expect-error -- there is no such mode
parseCallback('', { validation: 'none' });

const app = express();
app.post('/', callbackParser({ limits: { bytes: 1000 } }), (request, response) => {
  const received: Callback | undefined = request.ciCallback;
  response.json(received?.EventName);
});

createServer((request) => {
  readCallback({ request }).then((received: Callback) => console.log(received.EventName), console.error);
});

const redis: RedisClient = async (command: readonly string[]) => command.length;
const stores: IdempotencyStore[] = [memoryStore({ entries: 100 }), redisStore(redis, { prefix: 'callbacks:' })];
console.log(stores.length);
