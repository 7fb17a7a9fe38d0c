import core = require('@ci-callback/core');
import expressPackage = require('@ci-callback/express');
import express = require('express');
import http = require('node:http');

const receiver: core.Receiver = expressPackage.createReceiver({
  auth: core.any(core.urlToken('a-token-of-consumers'), core.ipAllow(['192.0.2.0/24'])),
  idempotency: { store: core.memoryStore({ entries: 10 }) },
});
receiver
  .on('VoiceSeparate', {
    success: (job: core.VoiceSeparateJob) => core.outputObjects(job).map(core.cosUrl),
    failed: (job, { attempt, signal }) => console.error(job.Code, attempt.toFixed(), signal.aborted),
  })
  .on('WorkflowFinish', (callback) => {
    const finished: core.WorkflowFinish = callback;
    console.log(finished.EventName);
  })
  .onAny((_value, { headers }) => console.log(headers.get('content-type')));
// @ts-expect-error -- there is no such job
receiver.on('VoiceSeperate', () => undefined);

express().use('/ci-callback', expressPackage.callbackReceiver(receiver));
http.createServer(receiver.node);
const status: Promise<number> = receiver
  .fetch(new Request('https://example.com/'))
  .then((response: Response) => response.status);
console.log(status);
