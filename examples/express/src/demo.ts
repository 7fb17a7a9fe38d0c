/** Starts the example's server, sends it callbacks as Cloud Infinite does, and shows what the server made of them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isTaskFinish, type Callback } from '@ci-callback/core';
import { createApp } from './app.ts';
import { describeJob } from './describe-job.ts';
import { SongLibrary } from './songs.ts';

const samples = new URL('../../../schema/samples/voice-separate/', import.meta.url);
const callbackToken = 'a-secret-that-only-the-demo-uses';

const songs = new SongLibrary();
const received: Callback[] = [];
const app = createApp({
  songs,
  callbackToken,
  onCallback: (callback) => {
    received.push(callback);
    songs.receive(callback);
  },
});

const server = createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
console.log(`An Express server with callbackParser() listens on ${origin}.`);

try {
  await addSong();
  const jobApi = await deliver('job-api.xml', 'application/xml');
  const workflowXml = await deliver('workflow.xml', 'application/xml');
  const workflowJson = await deliver('workflow.json', 'application/json');
  compare(workflowXml, workflowJson, jobApi);
  await deliverBrokenBody();
  await showSongs();
} finally {
  server.close();
}

async function addSong(): Promise<void> {
  const body = JSON.stringify({ title: 'Demo', source: 'input/demo.mp3' });
  const response = await post('/api/songs', body, 'application/json');
  assert.equal(response.status, 201);
  console.log(`\nPOST /api/songs ${body}\n  answer      ${response.status} ${await response.text()}`);
}

async function deliver(sample: string, type: string): Promise<Callback> {
  const body = readFileSync(new URL(sample, samples));
  const response = await post(`/ci/callbacks/${callbackToken}`, body, type);
  console.log(`\nPOST /ci/callbacks/<token> ${sample}, ${body.length} bytes of ${type}`);
  console.log(`  answer      ${response.status} ${await response.text()}`);
  assert.equal(response.status, 200);
  const callback = received.pop();
  assert(callback !== undefined && isTaskFinish(callback), 'The handler got no TaskFinish callback.');
  for (const job of callback.JobsDetail) console.log(describeJob(job));
  return callback;
}

function compare(workflowXml: Callback, workflowJson: Callback, jobApi: Callback): void {
  assert.deepEqual(workflowXml, workflowJson);
  assert.equal(JSON.stringify(workflowXml), JSON.stringify(workflowJson));
  assert.notDeepEqual(workflowXml, jobApi);
  console.log('\nworkflow.xml and workflow.json gave the same object, key for key.');
}

async function deliverBrokenBody(): Promise<void> {
  const body = readFileSync(new URL('workflow.xml', samples)).subarray(0, 600);
  const response = await post(`/ci/callbacks/${callbackToken}`, body, 'application/xml');
  const answer = (await response.json()) as { code: string; message: string };
  console.log(`\nPOST /ci/callbacks/<token> the first ${body.length} bytes of workflow.xml`);
  console.log(`  answer      ${response.status} ${answer.code}\n              ${indent(answer.message)}`);
  assert.equal(response.status, 400);
  assert.equal(answer.code, 'xml.unexpected_end');
  assert.equal(received.length, 0, 'The handler got a callback that broke off.');
}

async function showSongs(): Promise<void> {
  const [song] = songs.list();
  assert.equal(song?.state, 'separated');
  const response = await fetch(`${origin}/api/songs`);
  console.log(`\nGET /api/songs\n  answer      ${response.status} ${await response.text()}`);
}

function post(path: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
  return fetch(`${origin}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n              ');
}
