import core = require('@ci-callback/core');
import expressPackage = require('@ci-callback/express');
import node = require('@ci-callback/core/node');
import express = require('express');

const callback: core.Callback = core.parseCallback('<Response/>');
if (core.isTaskFinish(callback)) {
  const [job] = callback.JobsDetail;
  if (job?.Tag === 'VoiceSeparate') console.log(job.Operation.MediaResult?.OutputFile?.ObjectName);
}
const read: node.CallbackReader = node.createCallbackReader();

const app = express();
app.post('/', expressPackage.callbackParser(), (request, response) => {
  const received: core.Callback | undefined = request.ciCallback;
  response.json(received?.EventName);
});
console.log(read);
