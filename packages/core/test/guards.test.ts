import { describe, expect, test } from 'vitest';
import {
  eventNames,
  isJob,
  isTaskFinish,
  isUnknownCallback,
  isUnknownJob,
  jobTags,
  parseCallback,
  type Callback,
  type Job,
} from '../src/index.ts';

function callbackWith(job: object): Callback {
  return parseCallback({ EventName: 'TaskFinish', JobsDetail: [{ JobId: 'j1', ...job }] });
}

function jobOf(callback: Callback): Job {
  const job = isTaskFinish(callback) ? callback.JobsDetail[0] : undefined;
  if (job === undefined) throw new Error('The callback has no job');
  return job;
}

describe('guards', () => {
  test.each(jobTags)('%s is a known job', (tag) => {
    const job = jobOf(callbackWith({ Tag: tag }));
    expect(isJob(job, tag)).toBe(true);
    expect(isUnknownJob(job)).toBe(false);
  });

  test.each([{ Tag: 'BrandNew' }, { Tag: 'constructor' }, { Tag: jobTags[0].toLowerCase() }, {}])(
    '%o is an unknown job',
    (fields) => {
      const job = jobOf(callbackWith(fields));
      expect(isUnknownJob(job)).toBe(true);
      expect(jobTags.some((tag) => isJob(job, tag))).toBe(false);
    },
  );

  test.each(eventNames)('%s is a known event', (name) => {
    expect(isUnknownCallback(parseCallback({ EventName: name, Anything: 'a' }, { validation: 'off' }))).toBe(false);
  });

  test('another event is unknown', () => {
    const callback = parseCallback({ EventName: 'BrandNew' });
    expect(isUnknownCallback(callback)).toBe(true);
    expect(isTaskFinish(callback)).toBe(false);
  });

  test('a callback with jobs is TaskFinish', () => {
    expect(isTaskFinish(callbackWith({}))).toBe(true);
    expect(isUnknownCallback(callbackWith({}))).toBe(false);
  });
});
