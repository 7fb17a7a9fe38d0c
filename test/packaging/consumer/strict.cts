import core = require('@ci-callback/core');
import expressPackage = require('@ci-callback/express');
import node = require('@ci-callback/core/node');
import redisPackage = require('@ci-callback/redis');
import express = require('express');

const callback: core.Callback = core.parseCallback('<Response/>');
if (core.isTaskFinish(callback)) {
  const [job] = callback.JobsDetail;
  if (job?.Tag === 'VoiceSeparate') {
    const { data, issues } = core.toNative(job);
    const end: Date | string | undefined = data.EndTime;
    console.log(end, issues.length, core.outputObjects(job).map(core.cosUrl));
  }
}
const read: node.CallbackReader = node.createCallbackReader();

const app = express();
app.post('/', expressPackage.callbackParser(), (request, response) => {
  const received: core.Callback | undefined = request.ciCallback;
  response.json(received?.EventName);
});
console.log(read);

const store: core.IdempotencyStore = redisPackage.redisStore({
  sendCommand: async (command: string[]) => command.length,
});
console.log(store);
