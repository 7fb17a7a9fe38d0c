import { expectTypeOf, test } from 'vitest';
import {
  isJob,
  type Job,
  type SnapshotJob,
  type SpeechRecognitionJob,
  type TranscodeJob,
  type TtsJob,
  type VideoTagJob,
} from '../src/index.ts';

declare const job: Job;

// Each job has its own fields: what another one has, or nobody, does not compile.

test('Transcode', () => {
  if (!isJob(job, 'Transcode')) return;
  expectTypeOf(job).toEqualTypeOf<TranscodeJob>();
  expectTypeOf(job.Operation.Watermark?.length).toEqualTypeOf<number | undefined>();
  // @ts-expect-error -- a typo
  expectTypeOf(job.Operation.MediaInfos).toBeAny();
  // @ts-expect-error -- of a snapshot
  expectTypeOf(job.Operation.Snapshot).toBeAny();
});

test('Snapshot', () => {
  if (job.Tag !== 'Snapshot') return;
  expectTypeOf(job).toEqualTypeOf<SnapshotJob>();
  expectTypeOf(job.Operation.MediaResult?.OutputFile?.SpriteOutputFile?.ObjectName).toEqualTypeOf<
    string[] | undefined
  >();
  // @ts-expect-error -- a typo
  expectTypeOf(job.Operation.MediaResult?.OutputFile?.SpriteOutputFiles).toBeAny();
});

test('SpeechRecognition', () => {
  if (!isJob(job, 'SpeechRecognition')) return;
  expectTypeOf(job).toEqualTypeOf<SpeechRecognitionJob>();
  // @ts-expect-error -- a typo
  expectTypeOf(job.Operation.SpeechRecognitionResults).toBeAny();
  // @ts-expect-error -- writes no media
  expectTypeOf(job.Operation.MediaResult).toBeAny();
});

test('VideoTag', () => {
  switch (job.Tag) {
    case 'VideoTag':
      expectTypeOf(job).toEqualTypeOf<VideoTagJob>();
      expectTypeOf(job.Operation.VideoTagResult?.StreamData?.SubErrCode).toExtend<string | undefined>();
      // @ts-expect-error -- a typo
      expectTypeOf(job.Operation.VideoTagResult?.StreamDate).toBeAny();
      break;
    default:
  }
});

test('Tts', () => {
  if (!isJob(job, 'Tts')) return;
  expectTypeOf(job).toEqualTypeOf<TtsJob>();
  expectTypeOf(job.Operation.Input?.CosHeaders?.[0]?.Key).toEqualTypeOf<string | undefined>();
  // @ts-expect-error -- a typo
  expectTypeOf(job.Operation.TtsConfig?.InputTypes).toBeAny();
});

test('a tag that no job has', () => {
  // @ts-expect-error -- a typo
  isJob(job, 'Transcoder');
});
