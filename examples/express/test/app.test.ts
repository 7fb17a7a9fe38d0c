import { expect, it, vi } from 'vitest';
import { callbackToken, sample, serve } from './serve.ts';

const callbackPath = `/ci/callbacks/${callbackToken}`;
const files = [
  { ObjectName: 'output/audio.mp3', Md5: '3b883c0462ba845acdf3eb7e30db1a1c' },
  { ObjectName: 'output/backgroud.mp3', Md5: '62de6bb513d6105eeeb1a6ab0077cb5a' },
];

it.each([
  ['job-api.xml', 'application/xml'],
  ['workflow.xml', 'application/xml'],
  ['workflow.json', 'application/json'],
])('takes the callback %s and knows the files of the song', async (name, type) => {
  await using app = await serve();
  app.songs.add('Demo', 'input/demo.mp3');
  expect(await app.post(callbackPath, sample(name), type)).toMatchObject({ status: 200 });
  const song = { title: 'Demo', source: 'input/demo.mp3', state: 'separated', files };
  expect(await app.get('/api/songs')).toEqual({ status: 200, body: [song] });
});

it('gives the handler the same object of XML and of JSON', async () => {
  await using app = await serve();
  await app.post(callbackPath, sample('workflow.xml'), 'application/xml');
  await app.post(callbackPath, sample('workflow.json'), 'application/json');
  expect(app.received).toHaveLength(2);
  expect(app.received[0]).toStrictEqual(app.received[1]);
});

it('marks a song as failed whose job has failed', async () => {
  await using app = await serve();
  const failure =
    '<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>j1</JobId><State>Failed</State><Tag>VoiceSeparate</Tag><Input><Object>a.mp3</Object></Input></JobsDetail></Response>';
  app.songs.add('A', 'a.mp3');
  expect(await app.post(callbackPath, failure, 'application/xml')).toMatchObject({ status: 200 });
  expect(app.songs.list()).toEqual([{ title: 'A', source: 'a.mp3', state: 'failed', files: [] }]);
});

it.each([
  ['kinds of jobs', '{"EventName":"TaskFinish","JobsDetail":[{"JobId":"j1","Tag":"New"}]}'],
  ['kinds of events', '{"EventName":"New"}'],
])('takes callbacks of unknown %s', async (_name, body) => {
  await using app = await serve();
  expect(await app.post(callbackPath, body, 'application/json')).toMatchObject({ status: 200 });
  expect(app.received).toHaveLength(1);
});

it.each([
  ['a body that breaks off', '<Response><EventName>', 400, 'xml.unexpected_end'],
  ['a body without a job', '<Response><EventName>TaskFinish</EventName></Response>', 422, 'validation.failed'],
  ['a body with a document type', '<!DOCTYPE Response><Response/>', 400, 'xml.doctype'],
])('answers %s with its code', async (_name, body, status, code) => {
  await using app = await serve();
  const answer = await app.post(callbackPath, body, 'application/xml');
  expect(answer).toEqual({ status, body: { code, message: expect.any(String) as string } });
  expect(app.received).toEqual([]);
});

it.each([`${callbackToken}x`, callbackToken.slice(1), 'x'])('knows no callback with the token %s', async (token) => {
  await using app = await serve();
  expect(await app.post(`/ci/callbacks/${token}`, sample('job-api.xml'), 'application/xml')).toMatchObject({
    status: 404,
  });
  expect(app.received).toEqual([]);
});

it('tells nothing of errors of its own', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  await using app = await serve(() => {
    throw new Error('the database is down');
  });
  const answer = await app.post(callbackPath, sample('job-api.xml'), 'application/xml');
  expect(answer).toEqual({ status: 500, body: { code: 'internal', message: 'Something went wrong on this side.' } });
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});

it('serves its other routes as before', async () => {
  await using app = await serve();
  expect(await app.get('/')).toEqual({ status: 200, body: 'Songs without their singers.\n' });
  expect(await app.get('/health')).toEqual({ status: 200, body: { status: 'ok' } });
  const song = JSON.stringify({ title: 'A', source: 'a.mp3' });
  expect(await app.post('/api/songs', song, 'application/json')).toMatchObject({
    status: 201,
    body: { state: 'waiting' },
  });
  expect(await app.post('/api/songs', '{}', 'application/json')).toMatchObject({ status: 422 });
  expect(await app.post('/api/songs', '{', 'application/json')).toMatchObject({ status: 400 });
  expect(await app.get('/nowhere')).toMatchObject({ status: 404 });
});
