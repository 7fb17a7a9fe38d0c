import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isJob, isTaskFinish, parseCallback, type VoiceSeparateJob } from '../../packages/core/src/index.ts';
import { root } from '../repository/tracked-files.ts';

// The parser that core's own tests compare with.
const { parseStringPromise } = createRequire(join(root, 'packages/core/package.json'))('xml2js') as {
  parseStringPromise: (xml: string, options: ParserOptions) => Promise<unknown>;
};

interface ParserOptions {
  readonly explicitArray?: boolean;
}

/** What README.md says of parsing by hand, row by row. */

it('a list with one entry is a text, or every text is a list', async () => {
  const one = await parseByHand('voice-only.xml', { explicitArray: false });
  const two = await parseByHand('job-api.xml', { explicitArray: false });
  const names = ['Response', 'JobsDetail', 'Operation', 'MediaResult', 'OutputFile', 'ObjectName'];
  expect(at(one, names)).toBeTypeOf('string');
  expect(at(two, names)).toHaveLength(2);
  expect(at(await parseByHand('voice-only.xml', {}), ['Response', 'JobsDetail', '0', 'JobId'])).toEqual([
    expect.any(String),
  ]);
  expect(at(JSON.parse(sample('lone-entries.json')), ['JobsDetail', 'JobId'])).toBeTypeOf('string');
  expect(outputFile('voice-only.xml')?.ObjectName).toEqual(['stems/interview-voice.m4a']);
  expect(outputFile('job-api.xml')?.ObjectName).toHaveLength(2);
  expect(outputFile('lone-entries.json')?.ObjectName).toHaveLength(1);
});

it('numbers are text, and numbers too', async () => {
  const duration = at(await parseByHand('job-api.xml', { explicitArray: false }), [
    'Response',
    'JobsDetail',
    'Operation',
    'MediaInfo',
    'Format',
    'Duration',
  ]);
  expect(duration).toBe('13.688163');
  expect('9.5' > String(duration)).toBe(true);
  expect(
    at(JSON.parse(sample('numbers-and-booleans.json')), [
      'JobsDetail',
      '0',
      'Operation',
      'MediaInfo',
      'Format',
      'Duration',
    ]),
  ).toBeTypeOf('number');
  expect(separation('numbers-and-booleans.json').Operation.MediaInfo?.Format?.Duration).toBeTypeOf('string');
});

it('an empty element is a text, and missing', async () => {
  const names = ['JobsDetail', 'Operation', 'MediaInfo', 'Stream', 'Video'];
  expect(at(await parseByHand('workflow.xml', { explicitArray: false }), ['Response', ...names])).toBe('');
  expect(at(JSON.parse(sample('workflow.json')), names.toSpliced(1, 0, '0'))).toBeUndefined();
  for (const file of ['workflow.xml', 'workflow.json'])
    expect(separation(file).Operation.MediaInfo?.Stream).not.toHaveProperty('Video');
});

it('XML has a root that JSON lacks', async () => {
  expect(Object.keys((await parseByHand('workflow.xml', {})) as object)).toEqual(['Response']);
  expect(Object.keys(JSON.parse(sample('workflow.json')) as object)).toContain('JobsDetail');
  expect(parseCallback(sample('workflow.xml'))).toEqual(parseCallback(sample('workflow.json')));
});

function outputFile(file: string) {
  return separation(file).Operation.MediaResult?.OutputFile;
}

function separation(file: string): VoiceSeparateJob {
  const callback = parseCallback(sample(file));
  const job = isTaskFinish(callback) ? callback.JobsDetail[0] : undefined;
  if (job === undefined || !isJob(job, 'VoiceSeparate')) throw new Error(`${file} is no voice separation`);
  return job;
}

function parseByHand(file: string, options: ParserOptions): Promise<unknown> {
  return parseStringPromise(sample(file), options);
}

function sample(file: string): string {
  return readFileSync(join(root, 'schema/samples/voice-separate', file), 'utf8');
}

function at(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((object, name) => (object as Record<string, unknown>)[name], value);
}
