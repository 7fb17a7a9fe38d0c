import { describe, expect, it } from 'vitest';
import {
  isJob,
  isTaskFinish,
  jobTags,
  outputObjects,
  parseCallback,
  toNative,
  type Job,
  type JobWithObjects,
} from '../../src/index.ts';
import { sample, validSamples } from '../samples.ts';
import { writtenBySamples } from './written-by-samples.ts';

function jobsOf(path: string): readonly Job[] {
  const callback = parseCallback(sample(path));
  return isTaskFinish(callback) ? callback.JobsDetail : [];
}

/** A job of a type, with an Operation that need not be one of it. */
function job(tag: string, operation: object, others: object = {}): JobWithObjects {
  const output = { Bucket: 'out-1250000000', Region: 'ap-guangzhou' };
  return { State: 'Success', Tag: tag, Operation: { Output: output, ...operation }, ...others };
}

function keysOf(of: JobWithObjects): string[] {
  return outputObjects(of).map(({ key }) => key);
}

describe('of the samples', () => {
  it.each(validSamples)('%s tells of what was written', (path) => {
    const expected = writtenBySamples[path.replace(/\.\w+$/, '')] ?? [];
    expect(jobsOf(path).flatMap((each) => outputObjects(each))).toEqual(expected);
  });

  it.each(validSamples)('%s tells of it natively too', (path) => {
    for (const each of jobsOf(path)) expect(outputObjects(toNative(each).data)).toEqual(outputObjects(each));
  });

  it('names samples that there are', () => {
    const stems = new Set(validSamples.map((path) => path.replace(/\.\w+$/, '')));
    expect(Object.keys(writtenBySamples).filter((stem) => !stems.has(stem))).toEqual([]);
  });

  it('has each type that writes, and no other', () => {
    const jobs = validSamples.filter((path) => !path.startsWith('unknown/')).flatMap(jobsOf);
    const writing = jobTags.filter((tag) => jobs.some((each) => isJob(each, tag) && outputObjects(each).length > 0));
    expect(jobTags.filter((tag) => !writing.includes(tag)).toSorted()).toEqual([
      'DNA',
      'DocAIGCMetadata',
      'DocProcess',
      'DocWatermark',
      'ExtractDigitalWatermark',
      'FileCompress',
      'FileHashCode',
      'FileUncompress',
      'ImageInspect',
      'ImageOCR',
      'MediaInfo',
      'QualityEstimate',
      'SoundHound',
      'SplitVideoParts',
      'VideoTag',
      'VideoTargetRec',
      'VocalScore',
      'WordsGeneralize',
    ]);
  });
});

describe('files', () => {
  it('of a type that is not known are found, also where one is no list', () => {
    const outputFile = { Bucket: 'new-1250000000', Region: 'ap-beijing', ObjectName: 'a/one.bin' };
    const unknown = parseCallback({
      JobsDetail: { JobId: 'j', Tag: 'Fresh', Operation: { MediaResult: { OutputFile: outputFile } } },
    });
    expect(isTaskFinish(unknown) && unknown.JobsDetail.flatMap((each) => outputObjects(each))).toEqual([
      { bucket: 'new-1250000000', region: 'ap-beijing', key: 'a/one.bin' },
    ]);
  });

  it('have the prefix, without a slash before it', () => {
    const files = {
      ObjectPrefix: '/parts/p-',
      ObjectName: ['0', '1'],
      Md5Info: [{ ObjectName: 'parts/p-1', Md5: 'm1' }],
    };
    expect(outputObjects(job('Segment', { MediaResult: { OutputFile: files } }))).toEqual([
      { bucket: 'out-1250000000', region: 'ap-guangzhou', key: 'parts/p-0', role: 'segment' },
      { bucket: 'out-1250000000', region: 'ap-guangzhou', key: 'parts/p-1', role: 'segment', md5: 'm1' },
    ]);
  });

  it('have the digest of their name where none has that of their key', () => {
    const digests = [
      { ObjectName: '0.jpg', Md5: 'of the name' },
      { ObjectName: 's-0.jpg', Md5: 'of the key' },
      { ObjectName: '1.jpg', Md5: 'of the name' },
    ];
    const files = { ObjectPrefix: 's-', ObjectName: ['0.jpg', '1.jpg', '2.jpg'], Md5Info: digests };
    const objects = outputObjects(job('Snapshot', { MediaResult: { OutputFile: files } }));
    expect(objects.map(({ md5 }) => md5)).toEqual(['of the key', 'of the name', undefined]);
  });

  it('are not there without a bucket, a region or a name', () => {
    const written = { ObjectName: ['a', '/'] };
    const nowhere = { Operation: { MediaResult: { OutputFile: { ...written, Bucket: 'b' } } } };
    expect(keysOf(nowhere)).toEqual([]);
    expect(keysOf(job('Transcode', { MediaResult: { OutputFile: written } }))).toEqual(['a']);
  });

  it('of names that objects have are data', () => {
    const files = { OutputFile: { ObjectName: ['constructor'] } };
    expect(keysOf(job('constructor', { MediaResult: files }))).toEqual(['constructor']);
    expect(keysOf(job('__proto__', { MediaResult: files }))).toEqual(['constructor']);
  });
});

describe('the role of a file', () => {
  function rolesOf(output: object, names: readonly string[], others?: object): unknown[] {
    const operation = {
      Output: { Bucket: 'b', Region: 'r', ...output },
      MediaResult: { OutputFile: { ObjectName: names } },
    };
    return outputObjects(job('VoiceSeparate', operation, others)).map(({ role }) => role);
  }

  it('is that of the key that was asked for, slash or not', () => {
    expect(rolesOf({ AuObject: '/v.mp3', Object: 'b.mp3' }, ['b.mp3', '/v.mp3'])).toEqual(['background', 'voice']);
  });

  it('is found where the service put something into the key', () => {
    const output = { AuObject: '${RunId}/v-${Number}.mp3', Object: '${RunId}/b.mp3' };
    const workflow = { Workflow: { RunId: 'i17' } };
    expect(rolesOf(output, ['i17/v-3.mp3', 'i17/b.mp3', 'i18/b.mp3'], workflow)).toEqual([
      'voice',
      'background',
      undefined,
    ]);
    expect(rolesOf(output, ['i17/v-3.mp3', 'i17/b.mp3', 'i17/v-.mp'])).toEqual(['voice', 'background', undefined]);
  });

  it('is missing where it could be either', () => {
    const output = { AuObject: '${A}.mp3', Object: '${B}.mp3', BassObject: 'bass.mp3' };
    expect(rolesOf(output, ['x.mp3', 'bass.mp3'])).toEqual([undefined, 'bass']);
  });

  it('needs each part of the key in its place', () => {
    const output = { Object: 'a-${X}-b-${Y}-c' };
    expect(rolesOf(output, ['a-1-b-2-c', 'a--b--c', 'a-b-c', 'a-1-c', 'a-1-b-c', 'xa-1-b-2-c'])).toEqual([
      'background',
      'background',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(rolesOf({ Object: '${A}x${B}y${C}' }, ['xy', '-x-y-', 'yx'])).toEqual([
      'background',
      'background',
      undefined,
    ]);
  });
});

describe('what nothing but its request tells of', () => {
  const noise = (key: string, others?: object): string[] =>
    keysOf(job('NoiseReduction', { Output: { Bucket: 'b', Region: 'r', Object: key } }, others));

  it('is there when the job succeeded', () => {
    expect(noise('clean.wav')).toEqual(['clean.wav']);
    expect(noise('clean.wav', { State: 'Running' })).toEqual([]);
    expect(noise('clean.wav', { State: undefined })).toEqual([]);
  });

  it('has the identity of the run in its key', () => {
    expect(noise('${RunId}/a.wav', { Workflow: { RunId: 'i17' } })).toEqual(['i17/a.wav']);
    expect(noise('${RunId}/a.wav', { Workflow: { RunId: '$&' } })).toEqual([]);
  });

  it('is left out when its key is not known', () => {
    expect(noise('${RunId}/a.wav')).toEqual([]);
    expect(noise('${InputName}.wav', { Workflow: { RunId: 'i17' } })).toEqual([]);
  });
});

describe('what a result names', () => {
  const picture = (result: object, others?: object): string[] =>
    keysOf(job('PicProcess', { PicProcessResult: [{ ObjectName: 'a.png', ...result }] }, others));

  it('is there unless the result or the job says that it failed', () => {
    expect(picture({})).toEqual(['a.png']);
    expect(picture({ State: 'Success' }, { State: 'Failed' })).toEqual(['a.png']);
    expect(picture({ State: 'Failed' })).toEqual([]);
    expect(picture({ Code: 'InvalidRule' })).toEqual([]);
    expect(picture({}, { State: 'Failed' })).toEqual([]);
  });
});

describe('a body that nobody signed', () => {
  const many = Array.from({ length: 50_000 }, (_name, index) => String(index));

  it('does not fill the memory with a long prefix', () => {
    const files = { ObjectPrefix: 'p'.repeat(500_000), ObjectName: many };
    expect(keysOf(job('Segment', { MediaResult: { OutputFile: files } }))).toEqual([]);
  });

  it('does not fill the memory with a long identity of a run', () => {
    const output = { Bucket: 'b', Region: 'r', Object: '${RunId}'.repeat(50_000) };
    expect(keysOf(job('NoiseReduction', { Output: output }, { Workflow: { RunId: 'i'.repeat(500_000) } }))).toEqual([]);
  });

  it.each([['${x}'], ['${x}a'], ['${']])('does not take long with many of %s in a key', (part) => {
    const operation = {
      Output: { Bucket: 'b', Region: 'r', Object: part.repeat(100_000) },
      MediaResult: { OutputFile: { ObjectName: many } },
    };
    const start = performance.now();
    expect(outputObjects(job('VoiceSeparate', operation))).toHaveLength(many.length);
    // Milliseconds where it is linear; minutes where it is not.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
