import { expect, it } from 'vitest';
import { registered, sample, serve } from './serve.ts';

const ok = { status: 200, body: { code: 'ok' } };
const files = [
  'https://test-123456789.cos.ap-chongqing.myqcloud.com/output/audio.mp3',
  'https://test-123456789.cos.ap-chongqing.myqcloud.com/output/backgroud.mp3',
];

/** A callback of one job. */
function jobOn(object: string, job: object = {}): string {
  const Input = { BucketId: 'recordings-1250000042', Object: object };
  return JSON.stringify({
    EventName: 'TaskFinish',
    JobsDetail: [{ JobId: 'j1', Tag: 'VoiceSeparate', State: 'Success', Input, ...job }],
  });
}

it.each([
  ['job-api.xml', 'application/xml'],
  ['workflow.xml', 'application/xml'],
  ['workflow.json', 'application/json'],
])('takes the callback %s and knows the files of the song', async (name, type) => {
  await using app = await serve();
  app.songs.add('Demo', 'input/demo.mp3');
  expect(await app.post(registered, sample(name), type)).toEqual(ok);
  const song = { title: 'Demo', source: 'input/demo.mp3', state: 'separated', files };
  expect(await app.request('/api/songs')).toEqual({ status: 200, body: [song] });
});

it.each([
  ['Failed', 'failed'],
  ['Cancel', 'failed'],
  ['Running', 'waiting'],
])('takes the state %s for %s', async (State, state) => {
  await using app = await serve();
  app.songs.add('A', 'a.mp3');
  expect(await app.post(registered, jobOn('a.mp3', { State }), 'application/json')).toEqual(ok);
  expect(app.songs.list()).toMatchObject([{ state, files: [] }]);
});

it('takes callbacks of songs that it does not have', async () => {
  await using app = await serve();
  expect(await app.post(registered, jobOn('b.mp3'), 'application/json')).toEqual(ok);
  expect(app.songs.list()).toEqual([]);
});

it.each([
  ['kinds of jobs', '{"EventName":"TaskFinish","JobsDetail":[{"JobId":"j1","Tag":"New"}]}'],
  ['kinds of events', '{"EventName":"New"}'],
])('takes callbacks of unknown %s, and notes them', async (_name, body) => {
  await using app = await serve();
  expect(await app.post(registered, body, 'application/json')).toEqual(ok);
  expect(app.lines).toEqual([expect.stringMatching(/^Of no use here\..*"New"/)]);
});

it('complains of known jobs that it has no handler for', async () => {
  await using app = await serve();
  const body = jobOn('a.mp3', { Tag: 'Transcode' });
  expect(await app.post(registered, body, 'application/json')).toEqual({
    status: 500,
    body: { code: 'handler.missing' },
  });
  expect(await app.request('/health')).toMatchObject({ body: { failures: 1 } });
});

it('handles a callback once that comes twice, and again if it has failed', async () => {
  await using app = await serve();
  const attempts: number[] = [];
  app.receiver.on('VoiceSeparate', (_job, { attempt }) => {
    attempts.push(attempt);
    if (attempt === 1) throw new Error('the database is down');
  });
  const answers = [];
  for (let time = 0; time < 3; time++) {
    answers.push(await app.post(registered, sample('job-api.xml'), 'application/xml'));
  }
  expect(answers).toEqual([{ status: 500, body: { code: 'handler.failed' } }, ok, ok]);
  expect(attempts).toEqual([1, 2]);
  expect(await app.request('/health')).toEqual({ status: 200, body: { status: 'ok', failures: 1 } });
});

it.each([
  ['a body that breaks off', '<Response><EventName>', 400, 'xml.unexpected_end'],
  ['a body without a job', '<Response><EventName>TaskFinish</EventName></Response>', 422, 'validation.failed'],
  ['a body with a document type', '<!DOCTYPE Response><Response/>', 400, 'xml.doctype'],
])('answers %s with its code', async (_name, body, status, code) => {
  await using app = await serve();
  expect(await app.post(registered, body, 'application/xml')).toEqual({ status, body: { code } });
  expect(await app.request('/health')).toMatchObject({ body: { failures: 1 } });
});

it.each([
  [`${registered}x`, 'auth.failed'],
  [registered.slice(0, -1), 'auth.failed'],
  ['/ci/callbacks', 'auth.missing'],
])('lets nobody in by %s', async (path, code) => {
  await using app = await serve();
  app.songs.add('Demo', 'input/demo.mp3');
  expect(await app.post(path, sample('job-api.xml'), 'application/xml')).toEqual({ status: 401, body: { code } });
  expect(app.songs.list()).toMatchObject([{ state: 'waiting' }]);
  // Strangers must not wake anybody.
  expect(await app.request('/health')).toMatchObject({ body: { failures: 0 } });
});

it('answers who asks whether the URL is there', async () => {
  await using app = await serve();
  expect(await app.request('/ci/callbacks', { method: 'HEAD' })).toEqual({ status: 200, body: '' });
  expect(await app.request('/ci/callbacks')).toEqual(ok);
});

it('serves its other routes as before', async () => {
  await using app = await serve();
  expect(await app.request('/')).toEqual({ status: 200, body: 'Songs without their singers.\n' });
  expect(await app.request('/health')).toEqual({ status: 200, body: { status: 'ok', failures: 0 } });
  const song = JSON.stringify({ title: 'A', source: 'a.mp3' });
  expect(await app.post('/api/songs', song, 'application/json')).toMatchObject({
    status: 201,
    body: { state: 'waiting' },
  });
  expect(await app.post('/api/songs', '{}', 'application/json')).toMatchObject({ status: 422 });
  expect(await app.request('/nowhere')).toMatchObject({ status: 404 });
});
