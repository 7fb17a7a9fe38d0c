import { assertType, expectTypeOf, test } from 'vitest';
import {
  cosUrl,
  isJob,
  isUnknownJob,
  outputObjects,
  toNative,
  type Callback,
  type IntegerText,
  type Issue,
  type Job,
  type KindOf,
  type MediaFormat,
  type Native,
  type NativeResult,
  type NumberText,
  type ObjectRole,
  type TimeText,
  type TranscodeJob,
  type UnknownValue,
  type VoiceSeparateJob,
} from '../../src/index.ts';

declare const callback: Callback;
declare const job: Job;

test('what a text holds is part of its type, and it is text all the same', () => {
  expectTypeOf<MediaFormat['Size']>().toEqualTypeOf<IntegerText | undefined>();
  expectTypeOf<KindOf<MediaFormat['Size']>>().toEqualTypeOf<'integer'>();
  expectTypeOf<KindOf<NumberText | TimeText>>().toEqualTypeOf<'number' | 'time'>();
  expectTypeOf<KindOf<string | undefined>>().toEqualTypeOf<never>();
  expectTypeOf<KindOf<MediaFormat>>().toEqualTypeOf<never>();
  assertType<MediaFormat>({ Size: '7', Duration: String(1.5) });
  assertType<string | undefined>(({} as MediaFormat).Size);
  // @ts-expect-error the one holds a number, the other a time
  assertType<TimeText | undefined>(({} as MediaFormat).Duration);
});

test('a result without issues has numbers and times', () => {
  if (!isJob(job, 'Transcode')) return;
  const result = toNative(job);
  expectTypeOf(result).toEqualTypeOf<NativeResult<TranscodeJob>>();
  if (!result.success) return;
  expectTypeOf(result.data.CreationTime).toEqualTypeOf<Date | undefined>();
  expectTypeOf(result.data.Progress).toEqualTypeOf<number | undefined>();
  expectTypeOf(result.data.Operation.MediaInfo?.Format?.Duration).toEqualTypeOf<number | undefined>();
  expectTypeOf(result.data.Operation.MediaInfo?.Stream?.Video?.[0]?.Width).toEqualTypeOf<number | undefined>();
  // Documented values are text, whatever it holds.
  expectTypeOf(result.data.Operation.JobLevel).toEqualTypeOf<number | undefined>();
  expectTypeOf(result.data.Operation.MediaResult?.OutputFile?.ObjectName).toEqualTypeOf<string[] | undefined>();
  expectTypeOf(result.data.State).toEqualTypeOf<TranscodeJob['State']>();
  expectTypeOf(result.data.JobId).toEqualTypeOf<string>();
  expectTypeOf(result.data.Tag).toEqualTypeOf<'Transcode'>();
  expectTypeOf(result.issues).toEqualTypeOf<readonly []>();
});

test('a result that may have issues may have text in their place', () => {
  if (!isJob(job, 'Transcode')) return;
  const { data, issues } = toNative(job);
  expectTypeOf(issues).toExtend<readonly Issue[]>();
  expectTypeOf(data.EndTime).toEqualTypeOf<Date | string | undefined>();
  expectTypeOf(data.Operation.MediaInfo?.Format?.Size).toEqualTypeOf<number | string | undefined>();
});

test('a callback narrows as it does with texts', () => {
  const { data } = toNative(callback);
  if (data.EventName !== 'TaskFinish') return;
  for (const each of data.JobsDetail) {
    expectTypeOf(each.CreationTime).toEqualTypeOf<Date | string | undefined>();
    if (each.Tag === 'VoiceSeparate') {
      expectTypeOf(each.Operation.MediaInfo?.Format?.Bitrate).toEqualTypeOf<number | string | undefined>();
      // @ts-expect-error the field is called Operation
      void each.Operations;
    }
    if (each.Tag === 'Translation') {
      // @ts-expect-error translations have no facts about media
      void each.Operation.MediaInfo;
    }
  }
});

test('parts of a callback have native types by themselves', () => {
  const minutes = ({ Duration = 0 }: Native<MediaFormat>): number => Duration / 60;
  if (!isJob(job, 'Transcode')) return;
  const result = toNative(job);
  if (result.success) minutes(result.data.Operation.MediaInfo?.Format ?? {});
  // @ts-expect-error the length may be text, as long as nobody has asked whether there are issues
  minutes(result.data.Operation.MediaInfo?.Format ?? {});
  assertType<Native<TranscodeJob, string>>({} as Native<TranscodeJob>);
});

test('what the schema does not know stays as it is', () => {
  expectTypeOf<Native<UnknownValue>>().toEqualTypeOf<UnknownValue>();
  if (!isUnknownJob(job)) return;
  const result = toNative(job);
  if (!result.success) return;
  expectTypeOf(result.data.CreationTime).toEqualTypeOf<Date | undefined>();
  expectTypeOf(result.data.Operation['Anything']).toEqualTypeOf<UnknownValue | undefined>();
});

test('nothing but callbacks and jobs is taken', () => {
  // @ts-expect-error a part of a job does not tell what it is
  toNative({} as MediaFormat);
  // @ts-expect-error a callback has jobs, and wrote nothing by itself
  outputObjects(callback);
});

test('objects have a role of a few, and an address', () => {
  const [object] = outputObjects(job);
  expectTypeOf(object?.role).toEqualTypeOf<ObjectRole | undefined>();
  assertType<ObjectRole | undefined>('voice');
  // @ts-expect-error no object has this role
  assertType<ObjectRole>('vioce');
  expectTypeOf(cosUrl).parameter(0).toExtend<{ readonly key: string }>();
  outputObjects(toNative(job).data);
  outputObjects({} as VoiceSeparateJob);
  outputObjects({} as Native<VoiceSeparateJob>);
});
