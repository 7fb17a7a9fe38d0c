import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect, it } from 'vitest';
import { callbackToken, serve } from './serve.ts';

function job(JobId: string, Tag = 'VoiceSeparate'): object {
  return { JobId, Tag, State: 'Success' };
}

function taskFinish(...jobs: object[]): string {
  return JSON.stringify({ EventName: 'TaskFinish', JobsDetail: jobs });
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The span of a job, or that of the request. */
function spanOf(spans: readonly ReadableSpan[], id: string | undefined): ReadableSpan | undefined {
  return spans.find(({ attributes }) => attributes['ci_callback.id'] === id);
}

/** When a span began and ended, in milliseconds. */
function times(span: ReadableSpan | undefined): { readonly start: number; readonly end: number } {
  const milliseconds = ([seconds, nanoseconds]: readonly [number, number] = [Number.NaN, 0]): number =>
    seconds * 1000 + nanoseconds / 1e6;
  return { start: milliseconds(span?.startTime), end: milliseconds(span?.endTime) };
}

it.each(['hooks', 'channels'] as const)('makes a span of a request and of each of its jobs, by %s', async (by) => {
  await using app = await serve(
    async (value) => {
      await pause(30);
      if ('JobId' in value && value.JobId === 'j2') throw new Error('boom');
    },
    { by },
  );
  const before = Date.now();
  expect(await app.post(taskFinish(job('j1'), job('j2'), job('j3', 'New')))).toBe(500);
  const spans = app.spans();
  expect(spans).toHaveLength(4);
  const [request, first, second, third] = [undefined, 'j1', 'j2', 'j3'].map((id) => spanOf(spans, id));
  expect(request?.parentSpanContext).toBeUndefined();
  expect(request?.attributes).toMatchObject({
    'http.response.status_code': 500,
    'ci_callback.code': 'handler.failed',
    'ci_callback.event': 'TaskFinish',
    'ci_callback.jobs': 3,
  });
  expect([request, first, second, third].map((span) => [span?.name, span?.status.code])).toEqual([
    ['receive callback', SpanStatusCode.ERROR],
    ['handle VoiceSeparate', SpanStatusCode.UNSET],
    ['handle VoiceSeparate', SpanStatusCode.ERROR],
    ['handle unknown', SpanStatusCode.UNSET],
  ]);
  expect(first?.attributes).toMatchObject({ 'ci_callback.late': false });
  expect(second?.events).toMatchObject([{ name: 'exception', attributes: { 'exception.message': 'boom' } }]);
  const whole = times(request);
  expect(whole.start).toBeGreaterThanOrEqual(before - 1);
  expect(whole.end).toBeLessThanOrEqual(Date.now() + 1);
  for (const span of [first, second, third]) {
    expect(span?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    const { start, end } = times(span);
    expect(end - start).toBeGreaterThan(25);
    expect(start).toBeGreaterThanOrEqual(whole.start);
    expect(end).toBeLessThanOrEqual(whole.end);
  }
});

it('makes a span of what was refused, and of what ends after the answer', async () => {
  await using app = await serve(() => pause(60), { deadline: 20 });
  expect(await app.post('{')).toBe(400);
  expect(await app.post(taskFinish(job('j1')))).toBe(503);
  await app.close();
  const [refused, request, late] = app.spans();
  expect(refused?.status.code).toBe(SpanStatusCode.UNSET);
  expect(refused?.attributes).toMatchObject({ 'ci_callback.code': 'json.unexpected_end' });
  expect(request?.attributes).toMatchObject({ 'ci_callback.code': 'handler.deadline' });
  expect(late?.attributes).toMatchObject({ 'ci_callback.id': 'j1', 'ci_callback.late': true });
  expect(late?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  expect(times(late).end).toBeGreaterThan(times(request).end);
  expect((await app.metrics()).text).toContain('ci_callback_late_total 1\n');
});

it('tells of duplicates within the span of the request', async () => {
  await using app = await serve(() => {});
  await app.post(taskFinish(job('j1')));
  await app.post(taskFinish(job('j1')));
  expect(app.spans().at(-1)?.events).toMatchObject([
    { name: 'duplicate', attributes: { 'ci_callback.id': 'j1', 'ci_callback.running': false } },
  ]);
});

it.each(['hooks', 'channels'] as const)('counts what happens, by %s', async (by) => {
  await using app = await serve(
    (value) => {
      if ('JobId' in value && value.JobId === 'j2') throw new Error('boom');
    },
    { by },
  );
  await app.post(taskFinish(job('j1'), job('j2'), job('j3', 'Invented"Name\n')));
  await app.post(taskFinish(job('j1')));
  await app.post('{"EventName":"WorkflowFinish","WorkflowExecution":{"RunId":"w1","State":"Success"}}');
  await app.post('{"EventName":"TaskFinishes"}');
  await app.post('{');
  await app.post('', 'the-wrong-token-of-somebody');
  const { status, text } = await app.metrics();
  expect(status).toBe(200);
  const samples = text.split('\n').filter((line) => !line.startsWith('#') && !/_bucket|_sum/.test(line) && line !== '');
  expect(samples.toSorted()).toEqual([
    'ci_callback_callbacks_total{code="auth.failed"} 1',
    'ci_callback_callbacks_total{code="handler.failed"} 1',
    'ci_callback_callbacks_total{code="json.unexpected_end"} 1',
    'ci_callback_callbacks_total{code="ok"} 3',
    'ci_callback_duplicates_total 1',
    'ci_callback_handling_seconds_count{tag="VoiceSeparate"} 2',
    'ci_callback_handling_seconds_count{tag="WorkflowFinish"} 1',
    'ci_callback_handling_seconds_count{tag="unknown"} 2',
    'ci_callback_jobs_total{tag="VoiceSeparate",outcome="failed"} 1',
    'ci_callback_jobs_total{tag="VoiceSeparate",outcome="handled"} 1',
    'ci_callback_jobs_total{tag="WorkflowFinish",outcome="handled"} 1',
    'ci_callback_jobs_total{tag="unknown",outcome="handled"} 2',
    'ci_callback_late_total 0',
  ]);
  expect((await app.metrics('/')).status).toBe(404);
});

it('writes with pino what went wrong, and nothing of bodies and tokens', async () => {
  await using app = await serve((_value, { logger }) => {
    logger.info({ step: 1 }, 'Begun.');
    throw new Error('boom');
  });
  const secret = 'nobody-may-read-this';
  await app.post(taskFinish({ ...job('j1'), Message: secret }));
  await app.post(taskFinish({ ...job('j1'), Message: secret }), `${callbackToken}-wrong`);
  await app.post(`{"EventName":"${secret}`);
  const lines = app.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { level: 30, msg: 'Begun.', id: 'j1', tag: 'VoiceSeparate', step: 1 },
    { level: 50, id: 'j1', err: { type: 'Error', message: 'boom', stack: expect.stringContaining('boom') as string } },
    { level: 20, code: 'handler.failed' },
    { level: 40, status: 401, code: 'auth.failed' },
    { level: 40, status: 400, code: 'json.unexpected_end' },
  ]);
  expect(app.lines.join('')).not.toContain(secret);
  expect(app.lines.join('')).not.toContain(callbackToken);
});
