import { expectTypeOf, test } from 'vitest';
import { transcode, voiceSeparate } from '../src/generated/jobs/index.ts';
import { reviewText } from '../src/generated/events/index.ts';
import {
  createParser,
  type EventByName,
  type ParseResult,
  type TranscodeJob,
  type UnknownCallback,
  type UnknownJob,
  type VoiceSeparateJob,
} from '../src/index.ts';

test('a parser gives the jobs that it knows, and unknown ones', () => {
  const { parseCallback, safeParseCallback } = createParser({ jobs: [voiceSeparate, transcode] });
  const callback = parseCallback('');
  if (callback.EventName === 'TaskFinish')
    expectTypeOf(callback.JobsDetail).toEqualTypeOf<(VoiceSeparateJob | TranscodeJob | UnknownJob)[]>();
  else expectTypeOf(callback).toEqualTypeOf<UnknownCallback>();
  expectTypeOf(safeParseCallback('')).toEqualTypeOf<ParseResult<typeof callback>>();
});

test('a parser gives the events that it knows', () => {
  const callback = createParser({ events: [reviewText] }).parseCallback('');
  if (callback.EventName === 'ReviewText') expectTypeOf(callback).toEqualTypeOf<EventByName['ReviewText']>();
  if (callback.EventName === 'TaskFinish') expectTypeOf(callback.JobsDetail).toEqualTypeOf<UnknownJob[]>();
});

test('a job is no event', () => {
  // @ts-expect-error -- a job has its shape at once, an event by its jobs
  createParser({ events: [voiceSeparate] });
});
