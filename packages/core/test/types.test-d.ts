import { assertType, expectTypeOf, test } from 'vitest';
import {
  isJob,
  isTaskFinish,
  isUnknownCallback,
  isUnknownJob,
  parseCallback,
  safeParseCallback,
  type Callback,
  type CallbackError,
  type EventByName,
  type Job,
  type JobByTag,
  type NumberText,
  type TaskFinish,
  type UnknownCallback,
  type UnknownFields,
  type UnknownJob,
  type UnknownValue,
  type VoiceSeparateJob,
} from '../src/index.ts';

declare const callback: Callback;
declare const job: Job;

test('a guard narrows a job to its type', () => {
  if (isJob(job, 'VoiceSeparate')) {
    expectTypeOf(job).toEqualTypeOf<VoiceSeparateJob>();
    expectTypeOf(job.Operation.MediaResult?.OutputFile?.Md5Info?.[0]?.Md5).toEqualTypeOf<string | undefined>();
  } else expectTypeOf(job).toEqualTypeOf<Exclude<Job, VoiceSeparateJob>>();
});

test('the guard of unknown jobs narrows both ways', () => {
  if (isUnknownJob(job)) expectTypeOf(job).toEqualTypeOf<UnknownJob>();
  else expectTypeOf(job).toEqualTypeOf<JobByTag[keyof JobByTag]>();
});

test('the guard of unknown callbacks narrows both ways', () => {
  if (isUnknownCallback(callback)) expectTypeOf(callback).toEqualTypeOf<UnknownCallback>();
  else expectTypeOf(callback).toEqualTypeOf<EventByName[keyof EventByName]>();
});

test('the tag narrows a job as a guard does', () => {
  if (job.Tag === 'VoiceSeparate') expectTypeOf(job).toEqualTypeOf<VoiceSeparateJob>();
  switch (job.Tag) {
    case 'VoiceSeparate':
      expectTypeOf(job).toEqualTypeOf<VoiceSeparateJob>();
      break;
    default:
      expectTypeOf(job).toEqualTypeOf<Exclude<Job, VoiceSeparateJob>>();
  }
});

test('a typo is an error', () => {
  if (!isJob(job, 'VoiceSeparate')) return;
  // @ts-expect-error the field is called Operation
  void job.Operations;
  // @ts-expect-error the field is called MediaResult
  void job.Operation.MediaResults;
  // @ts-expect-error the field is called Md5Info
  void job.Operation.MediaResult?.OutputFile?.Md5Infos;
  // @ts-expect-error the field is called Duration
  void job.Operation.MediaInfo?.Format?.Durations;
  // @ts-expect-error a tag that no job has
  isJob(job, 'VoiceSeperate');
});

test('lists are arrays and leaves are text', () => {
  if (!isJob(job, 'VoiceSeparate')) return;
  expectTypeOf(job.Operation.MediaResult?.OutputFile?.ObjectName).toEqualTypeOf<string[] | undefined>();
  expectTypeOf(job.Operation.MediaInfo?.Format?.Duration).toEqualTypeOf<NumberText | undefined>();
  expectTypeOf(job.JobId).toEqualTypeOf<string>();
});

test('a documented enumeration stays open', () => {
  assertType<VoiceSeparateJob['State']>('Success');
  assertType<VoiceSeparateJob['State']>('SomethingNew' as string);
});

test('a switch over the events leaves the others', () => {
  switch (callback.EventName) {
    case 'TaskFinish':
      expectTypeOf(callback).toEqualTypeOf<TaskFinish>();
      break;
    default:
      expectTypeOf(callback).toEqualTypeOf<Exclude<Callback, TaskFinish>>();
  }
});

test('the guard of an event narrows', () => {
  if (isTaskFinish(callback)) expectTypeOf(callback).toEqualTypeOf<TaskFinish>();
  else expectTypeOf(callback).toEqualTypeOf<Exclude<Callback, TaskFinish>>();
});

test('what the schema does not know can be walked through', () => {
  if (!isUnknownCallback(callback) || !isUnknownJob(job)) return;
  expectTypeOf(callback['Anything']).toEqualTypeOf<UnknownValue | undefined>();
  expectTypeOf<UnknownFields[string]>().toEqualTypeOf<UnknownValue>();
  expectTypeOf(job.Operation['FreshResult']).toEqualTypeOf<UnknownValue | undefined>();
});

test('a result is one of two', () => {
  const result = safeParseCallback('');
  if (result.success) expectTypeOf(result.data).toEqualTypeOf<Callback>();
  else expectTypeOf(result.error).toEqualTypeOf<CallbackError>();
  expectTypeOf(parseCallback).returns.toEqualTypeOf<Callback>();
});
