/** Starts the example's server, sends it callbacks as Cloud Infinite does, and shows what the server made of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Callback } from '@ci-callback/express';
import { DemoServer, FragileLibrary, onlyOne } from './demo-server.ts';
import { describeJob } from './describe-job.ts';
import type { Song } from './songs.ts';

const songs = new FragileLibrary();
const log: string[] = [];
const note = ({ err }: { err?: unknown }, message: string): void => {
  log.push(err instanceof Error ? `${message} ${err.message}` : message);
};
const logger = { debug: () => {}, info: () => {}, warn: note, error: note };

const registered = '/ci/callbacks?token=<token>';
let server = new DemoServer(songs, logger);
await server.start();
console.log(`An Express server with callbackReceiver() listens on ${server.origin}.`);

try {
  await addSong('Demo', 'input/demo.mp3');
  const jobApi = await deliver('job-api.xml', 'application/xml');
  await restart();
  const workflowXml = await deliver('workflow.xml', 'application/xml');
  await restart();
  const workflowJson = await deliver('workflow.json', 'application/json');
  compare(workflowXml, workflowJson, jobApi);
  await deliverAgain();
  await deliverAsStranger();
  await deliverBrokenBody();
  await useJobLink();
  await showSongs();
} finally {
  await server.stop();
}

async function restart(): Promise<void> {
  console.log(
    '\nThe server starts anew: the next sample is about the same job, which this one would not handle again.',
  );
  await server.stop();
  server = new DemoServer(songs, logger);
  await server.start();
}

async function addSong(title: string, source: string): Promise<string> {
  const body = JSON.stringify({ title, source });
  const response = await server.post('/api/songs', body, 'application/json');
  console.log(`\nPOST /api/songs ${body}`);
  await answered(response, 201);
  const { object, callbackUrl } = server.takeJob();
  assert.equal(object, source);
  const [url, link] = callbackUrl.split('?ci-link=');
  assert(link !== undefined && link.length > 100, 'The URL of the job is not signed.');
  console.log(`  submitted   a job on ${object}, with a link of its own: ${url}?ci-link=<link>`);
  const { pathname, search } = new URL(callbackUrl);
  return pathname + search;
}

async function deliver(sample: string, type: string): Promise<Callback> {
  const body = read(sample);
  console.log(`\nPOST ${registered} ${sample}, ${body.length} bytes of ${type}`);
  await answered(await server.post(withToken(), body, type), 200, 'ok');
  const { job, callback } = onlyOne(server.takeHandled());
  console.log(describeJob(job));
  return callback;
}

function compare(workflowXml: Callback, workflowJson: Callback, jobApi: Callback): void {
  assert.deepEqual(workflowXml, workflowJson);
  assert.equal(JSON.stringify(workflowXml), JSON.stringify(workflowJson));
  assert.notDeepEqual(workflowXml, jobApi);
  console.log('\nworkflow.xml and workflow.json gave the same object, key for key.');
}

async function deliverAgain(): Promise<void> {
  console.log(`\nPOST ${registered} workflow.json, once more`);
  await answered(await server.post(withToken(), read('workflow.json'), 'application/json'), 200, 'ok');
  notHandled();
}

async function deliverAsStranger(): Promise<void> {
  console.log('\nPOST /ci/callbacks?token=<a wrong one> workflow.json');
  const path = '/ci/callbacks?token=a-guess-that-is-not-the-token';
  await answered(await server.post(path, read('workflow.json'), 'application/json'), 401, 'auth.failed');
  notHandled();
}

async function deliverBrokenBody(): Promise<void> {
  const body = read('workflow.xml').subarray(0, 600);
  console.log(`\nPOST ${registered} the first ${body.length} bytes of workflow.xml`);
  await answered(await server.post(withToken(), body, 'application/xml'), 400, 'xml.unexpected_end');
  notHandled();
}

/** A job with a link: its callback comes while the database is down, comes again, and then somebody tries another one. */
async function useJobLink(): Promise<void> {
  const link = await addSong('Encore', 'input/encore.mp3');
  const callback = jobOn('input/encore.mp3');
  songs.isDown = true;
  console.log('\nPOST /ci/callbacks?ci-link=<link> the callback of that job, while the database is down');
  await answered(await server.post(link, callback, 'application/json'), 500, 'handler.failed');
  assert.equal(onlyOne(server.takeHandled()).attempt, 1);
  songs.isDown = false;
  console.log('\nPOST /ci/callbacks?ci-link=<link> the same, when the database is up again');
  await answered(await server.post(link, callback, 'application/json'), 200, 'ok');
  const { attempt, claims } = onlyOne(server.takeHandled());
  assert.equal(attempt, 2);
  assert.deepEqual(claims?.data, { song: '2' });
  console.log(`  handlers    called at attempt ${attempt}, for ${JSON.stringify(claims.data)} as the link says`);
  console.log('\nPOST /ci/callbacks?ci-link=<link> job-api.xml, which is about another recording');
  await answered(await server.post(link, read('job-api.xml'), 'application/xml'), 403, 'auth.forbidden');
  notHandled();
}

async function showSongs(): Promise<void> {
  console.log('\nGET /api/songs');
  const response = await fetch(`${server.origin}/api/songs`);
  const listed = (await response.json()) as Song[];
  for (const { title, state, files } of listed) console.log(`  ${title.padEnd(11)} ${state}, ${files[0] ?? 'no file'}`);
  assert.deepEqual(listed, songs.list());
  assert(listed.every(({ state, files }) => state === 'separated' && files.length === 2));
  console.log('\nGET /health');
  // The broken body, and the handler that failed.
  const health = await answered(await fetch(`${server.origin}/health`), 200);
  assert.deepEqual(health, { status: 'ok', failures: 2 });
}

/** Shows an answer, and what was logged meanwhile. */
async function answered(response: Response, status: number, code?: string): Promise<unknown> {
  const text = await response.text();
  console.log(`  answer      ${response.status} ${text}`);
  for (const line of log.splice(0)) console.log(`  logged      ${line}`);
  const body: unknown = JSON.parse(text);
  assert.equal(response.status, status);
  if (code !== undefined) assert.deepEqual(body, { code });
  return body;
}

function notHandled(): void {
  assert.deepEqual(server.takeHandled(), []);
  console.log('  handlers    not called');
}

function withToken(): string {
  return `/ci/callbacks?token=${server.callbackToken}`;
}

function read(sample: string): Uint8Array<ArrayBuffer> {
  return readFileSync(new URL(`../../../schema/samples/voice-separate/${sample}`, import.meta.url));
}

/** A callback like that of workflow.json, of a job of its own. */
function jobOn(object: string): string {
  const text = new TextDecoder().decode(read('workflow.json'));
  return text
    .replaceAll('input/demo.mp3', object)
    .replaceAll('j40644e92f8e311ecb90d0b03267ce0e5', 'j51755fa309f422fdca1e1c14378df1f6');
}
