import { describe, expect, it } from 'vitest';
import { allEvents, allJobs } from '../src/generated/registry.ts';
import * as events from '../src/generated/events/index.ts';
import * as jobs from '../src/generated/jobs/index.ts';
import { createParser, eventNames, jobTags, parseCallback, validateCallback } from '../src/index.ts';
import { sample, validSamples } from './samples.ts';

const voice = sample('voice-separate/workflow.xml');
const transcode = sample('transcode/workflow.xml');

describe('a parser for some jobs', () => {
  const parser = createParser({ jobs: [jobs.voiceSeparate] });

  it('gives a job that it knows as the parser for all does', () => {
    expect(parser.parseCallback(voice)).toStrictEqual(parseCallback(voice));
    expect(parser.parseXml(voice)).toStrictEqual(parseCallback(voice));
    expect(parser.parseJson(sample('voice-separate/workflow.json'))).toStrictEqual(parseCallback(voice));
  });

  it('takes another job for an unknown one, and keeps all of it', () => {
    const callback = parser.parseCallback(transcode);
    expect(callback).toMatchObject({ EventName: 'TaskFinish', JobsDetail: [{ Tag: 'Transcode' }] });
    expect(parser.validateCallback(callback, { mode: 'strict' })).toContainEqual(
      expect.objectContaining({ path: '/JobsDetail/0/Tag', code: 'unknown_value' }),
    );
    expect(validateCallback(parseCallback(transcode), { mode: 'strict' })).toEqual([]);
    // What nothing is known of, has no lists of one.
    expect(callback).not.toStrictEqual(parseCallback(transcode));
  });

  it('takes another event for an unknown one, and infers none', () => {
    const workflow = 'workflow-finish/success.xml';
    expect(parser.parseCallback(sample(workflow)).EventName).toBe('WorkflowFinish');
    expect(parser.validateCallback(parser.parseCallback(sample(workflow)), { mode: 'strict' })).not.toEqual([]);
    const withEvent = createParser({ events: [events.workflowFinish, events.taskFinish] });
    expect(withEvent.parseCallback(sample(workflow))).toStrictEqual(parseCallback(sample(workflow)));
  });

  it('gives errors as results, and throws for a mode that there is not', () => {
    expect(parser.safeParseCallback('<Response/>')).toMatchObject({
      success: false,
      error: { code: 'validation.failed' },
    });
    expect(parser.safeParseCallback(voice)).toMatchObject({ success: true });
    expect(() => parser.parseTree([])).toThrow(expect.objectContaining({ code: 'mapping.wrong_root' }));
    expect(() => parser.validateCallback({}, { mode: 'other' as 'strict' })).toThrow(TypeError);
  });
});

it('a parser for everything is what the functions of the package are', () => {
  const parser = createParser({ jobs: allJobs as readonly [], events: allEvents as readonly [] });
  for (const path of validSamples) {
    const body = sample(path);
    expect(JSON.stringify(parser.parseCallback(body))).toBe(JSON.stringify(parseCallback(body)));
  }
  expect(Object.values(jobs).map(({ name }) => name)).toEqual(jobTags);
  expect(
    Object.values(events)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(eventNames.toSorted());
});
