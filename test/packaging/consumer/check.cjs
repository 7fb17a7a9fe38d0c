'use strict';
/* What must work wherever the packages are installed, whichever way they were loaded. */
const assert = require('node:assert/strict');
const { once } = require('node:events');
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { Readable } = require('node:stream');
const { checkReceivers } = require('./receiver.cjs');

const [samples] = process.argv.slice(2);
const body = (name) => readFileSync(join(samples, name));

exports.check = async (installed) => {
  const { core, node, expressPackage, koaPackage, redisPackage, express, Koa } = installed;
  parsesTheSamples(core);
  await sharesClasses(core, node);
  await claims(core, redisPackage);

  const expressApp = express();
  expressApp.post('/', expressPackage.callbackParser(), (request, response) => response.json(request.ciCallback));
  expressApp.use((error, _request, response, _next) => response.status(error.status).json({ code: error.code }));
  await serves(core, expressApp);

  const koaApp = new Koa();
  koaApp.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      context.status = error.status;
      context.body = { code: error.code };
    }
  });
  koaApp.use(koaPackage.callbackParser());
  koaApp.use((context) => {
    context.body = context.state.ciCallback;
  });
  await serves(core, koaApp.callback());

  for (const adapter of [expressPackage, koaPackage]) assert.equal(adapter.createReceiver, core.createReceiver);
  await checkReceivers(installed);
};

function parsesTheSamples(core) {
  const jobApi = core.parseCallback(body('job-api.xml'));
  const workflow = core.parseCallback(body('workflow.xml'));
  assert.equal(jobApi.JobsDetail[0].Workflow, undefined);
  assert.equal(workflow.JobsDetail[0].Workflow.WorkflowName, 'workflow-test');
  assert.deepEqual(workflow, core.parseCallback(body('workflow.json')));
  assert.deepEqual(core.parseCallback(core.formatXml(workflow)), workflow);
  const [job] = workflow.JobsDetail;
  assert.deepEqual(core.toNative(job).data.EndTime, new Date('2022-07-01T02:12:32Z'));
  assert.deepEqual(core.outputObjects(job).map(core.cosUrl), [
    'https://test-123456789.cos.ap-chongqing.myqcloud.com/output/audio.mp3',
    'https://test-123456789.cos.ap-chongqing.myqcloud.com/output/backgroud.mp3',
  ]);
}

/** The entries of a package are built apart from each other, but an error of one is an error of the other. */
async function sharesClasses(core, node) {
  const request = Object.assign(Readable.from([Buffer.from('<Response>')]), { headers: {} });
  const error = await node.readCallback({ request }).then(assert.fail, (reason) => reason);
  assert.equal(error.constructor, core.XmlSyntaxError);
  assert(error instanceof core.CallbackError);
}

async function claims(core, { redisStore }) {
  const lease = { lease: 1000, expiry: 2000 };
  const sent = [];
  const store = redisStore(async (command) => sent.push(command) && 'claimed 1');
  const first = { state: 'claimed', attempt: 1 };
  assert.deepEqual(await core.memoryStore().claim('key', 'owner', lease), first);
  assert.deepEqual(await store.claim('key', 'owner', lease), first);
  assert.deepEqual(sent[0].slice(2), ['1', 'ci-callback:key', 'owner', '1000', '2000']);
}

async function serves(core, listener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const post = (content, type) => {
    const headers = { 'content-type': type, connection: 'close' };
    return fetch(`http://127.0.0.1:${server.address().port}/`, { method: 'POST', body: content, headers });
  };
  for (const [name, type] of [
    ['workflow.xml', 'application/xml'],
    ['workflow.json', 'application/json'],
  ]) {
    const response = await post(body(name), type);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), core.parseCallback(body(name)));
  }
  const refused = await post('<!DOCTYPE Response><Response/>', 'application/xml');
  assert.deepEqual([refused.status, await refused.json()], [400, { code: 'xml.doctype' }]);
  server.close();
}
