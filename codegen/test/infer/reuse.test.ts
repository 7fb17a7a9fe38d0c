import { describe, expect, test } from 'vitest';
import { propose } from '../../src/infer/propose.ts';
import type { JsonObject, JsonValue } from '../../src/json.ts';
import { schemaWith } from '../support/schemas.ts';
import { Observed } from '../../src/infer/observed.ts';
import { placeholder } from '../../src/infer/placeholder.ts';
import { SharedDefinitions } from '../../src/infer/shared-definitions.ts';
import { parseSchema } from '../../src/load.ts';
import { capturesOf, failedJob, job, json } from './bodies.ts';
import { notesOf, proposalFor, proposedAt } from './proposals.ts';
import { repositoryTexts } from './removed.ts';

const place = { Bucket: 'a', Object: 'b', Region: 'c' };
const file = { Bucket: 'a', ObjectName: ['b'], Region: 'c' };
const made = { MediaResult: { OutputFile: file }, Output: place };

const referencesOf = (nodes: readonly { readonly $ref?: string }[] = []) => nodes.map(({ $ref }) => $ref);
const proposed = (...operations: readonly JsonValue[]) => proposalFor(...operations.map((one) => json(job(one))));

describe('a new type builds on', () => {
  test.each([
    ['jobs in a queue', {}, '../shared/queued-job.schema.json'],
    ['all jobs, if some have no queue', { QueueId: null }, '../shared/job.schema.json'],
    ['all jobs, if some say no state', { State: null }, '../shared/job.schema.json'],
  ])('%s', async (_name, others, reference) => {
    const proposal = await proposalFor(json(job({ A: 'a' })), json(job({ A: 'a' }, others)));
    expect(referencesOf(proposal.newJobs[0]?.content.allOf)).toEqual([reference]);
    expect(notesOf(proposal)).toEqual([]);
  });

  test('what it contradicts least, and says so', async () => {
    const proposal = await proposalFor(json(job({ A: 'a' }, { CreationTime: 'today', Code: null, EndTime: '' })));
    expect(referencesOf(proposal.newJobs[0]?.content.allOf)).toEqual(['../shared/queued-job.schema.json']);
    expect(notesOf(proposal)).toEqual([
      'Code: some lack it, which shared/job.schema.json promises',
      'EndTime: some that succeeded lack it, which shared/job.schema.json promises',
      'CreationTime: not every text is of the kind time',
    ]);
  });
});

describe('the operation of a new type builds on', () => {
  test.each<[string, JsonValue, readonly string[] | undefined]>([
    ['what makes media of media', made, ['../shared/media-operation.schema.json']],
    [
      'what writes media to places of its own',
      { ...made, Output: { Bucket: 'a', Thread: 'b' }, UserData: 'c' },
      ['../shared/media-outcome.schema.json', '../shared/operation.schema.json'],
    ],
    ['what most types have', { UserData: 'a', Stitches: 'b' }, ['../shared/operation.schema.json']],
    ['nothing, if it has nothing of others', { Stitches: 'b' }, undefined],
  ])('%s', async (_name, operation, references) => {
    const node = proposedAt(await proposed(operation, operation), 'Operation');
    expect(node?.allOf && referencesOf(node.allOf)).toEqual(references);
    expect(node?.title).toBe('EmbroiderOperation');
  });

  test('nothing that promises what a job that succeeded lacks', async () => {
    const proposal = await proposed(made, { Output: place, UserData: 'a' });
    expect(referencesOf(proposedAt(proposal, 'Operation')?.allOf)).toEqual(['../shared/operation.schema.json']);
    expect(proposedAt(proposal, 'Operation', 'Output')?.$ref).toBe('../shared/output-object.schema.json');
  });

  test('nothing that leaves an object to it that it does not have', async () => {
    const proposal = await proposed({ MediaResult: made.MediaResult });
    expect(proposedAt(proposal, 'Operation')?.allOf).toBeUndefined();
  });

  test('what failed jobs lack, if those that succeeded have it', async () => {
    const proposal = await proposalFor(json(job(made)), json(failedJob({ Output: place })));
    expect(referencesOf(proposedAt(proposal, 'Operation')?.allOf)).toEqual(['../shared/media-operation.schema.json']);
  });
});

describe('what a type builds on', () => {
  test('is referred to again where bodies show more of a presence, and not in what is in it', async () => {
    const found = { ...made, MediaInfo: { Format: { Duration: '1', NumStream: '1', Size: '1' } } };
    const proposal = await proposed(found, found);
    expect(proposedAt(proposal, 'Operation')?.properties).toEqual({
      MediaInfo: {
        $ref: '../shared/media-info.schema.json',
        description: placeholder('what it holds'),
        'x-presence': 'success',
      },
    });
  });

  test('is not refined where it keeps what comes', async () => {
    const input = { Object: 'a', Vod: { FileId: 'b' } };
    const proposal = await proposalFor(
      json(job({ A: 'a' }, { Input: input })),
      json(job({ A: 'a' }, { Input: input })),
    );
    expect(proposedAt(proposal, 'Input')?.$ref).toBe('../shared/input.schema.json');
  });

  test('is refined by no reference in place of a list', async () => {
    const reference = { $ref: './place.schema.json' };
    const text = { type: 'string', description: 'A text.' };
    const schema = schemaWith({
      'shared/job.schema.json': { properties: { Places: { type: 'array', description: 'Places.', items: reference } } },
      'shared/place.schema.json': { title: 'Place', type: 'object', properties: { Name: text } },
    });
    const bodies = [job({ A: 'a' }), job({ A: 'a' })].map((one) => json({ ...one, Places: [{ Name: 'b' }] }));
    const [knit] = propose(schema, await capturesOf(...bodies)).newJobs;
    expect(Object.keys(knit?.content.properties ?? {})).not.toContain('Places');
  });

  test('may promise what some lack, which is told', async () => {
    const files = Array.from({ length: 12 }, (_entry, index) => `File${index}`);
    const sketch = Object.fromEntries(files.map((name) => [name, place]));
    const schema = schemaWith({
      'jobs/echo.schema.json': {
        properties: { Operation: { title: 'EchoOperation', allOf: [{ $ref: '../shared/files.schema.json' }] } },
      },
      'shared/files.schema.json': {
        title: 'Files',
        type: 'object',
        properties: Object.fromEntries(
          [...files, 'Last'].map((name) => [
            name,
            {
              type: 'object',
              title: `${name}Place`,
              properties: { Bucket: {}, Object: {}, Region: {} },
              'x-presence': 'always',
            },
          ]),
        ),
      },
    });
    const bodies = [job({ ...sketch, Last: place }), job(sketch)].map((one) => json(one));
    const { newJobs, notes } = propose(schema, await capturesOf(...bodies));
    expect(referencesOf(newJobs[0]?.content.properties?.['Operation']?.allOf)).toEqual(['../shared/files.schema.json']);
    expect(notes).toContainEqual({
      kind: 'Embroider',
      path: 'Operation.Last',
      message: 'some lack it, which shared/files.schema.json promises',
    });
  });

  test('comes first, and what is added is in the order of the bodies', async () => {
    const { Tag, ...others } = job({ B: 'a', A: 'b' });
    const proposal = await proposalFor(
      json({ Tag: Tag ?? null, Zoo: 'a', ...others, Input: { Object: 'a' }, Art: 'b' }),
    );
    expect(Object.keys(proposal.newJobs[0]?.content.properties ?? {})).toEqual(['Tag', 'Zoo', 'Operation', 'Art']);
    expect(Object.keys(proposedAt(proposal, 'Operation')?.properties ?? {})).toEqual(['B', 'A']);
  });

  test('promises no less than it did', async () => {
    const proposal = await proposed({ A: 'a' });
    expect(proposedAt(proposal, 'Operation')?.['x-presence']).toBe('always');
  });

  test.each<[string, readonly string[], JsonObject, string]>([
    ['the more exact one', ['job', 'queued-job'], failedJob({ A: 'a' }), 'queued-job'],
    ['the one with fewest other fields', ['media-operation', 'operation'], { UserData: 'a' }, 'operation'],
  ])('is %s, whatever the order', (_name, files, value, expected) => {
    const shared = new SharedDefinitions(parseSchema(repositoryTexts()));
    const observed = new Observed();
    observed.addObject(value, { id: 'a', body: 1, format: 'json', isJob: true, succeeded: false });
    const candidates = files.map((name) => ({ files: [`shared/${name}.schema.json`], isWhole: true }));
    for (const order of [candidates, candidates.toReversed()])
      expect(shared.bestOf(order, observed)?.candidate.files).toEqual([`shared/${expected}.schema.json`]);
  });
});

describe('an operation', () => {
  test.each<[string, JsonValue]>([
    ['empty', {}],
    ['missing', null],
    ['text', 'a'],
  ])('that is %s in every body is left open', async (_name, operation) => {
    const proposal = await proposed(operation);
    expect(proposedAt(proposal, 'Operation')).toMatchObject({
      title: 'EmbroiderOperation',
      additionalProperties: true,
    });
    expect(notesOf(proposal)).toContain('Operation: nothing tells what it holds: it is left open');
  });
});

describe('an object of a new type is a shared one', () => {
  test('of the same name that has its fields', async () => {
    const proposal = await proposed({ Sketch: { Output: { Bucket: 'a', Region: 'b', Object: 'c' } } });
    expect(proposedAt(proposal, 'Operation', 'Sketch', 'Output')?.$ref).toBe('../shared/output-object.schema.json');
  });

  test('of the same name that promises one thing too many, which is told', async () => {
    const known = JSON.parse(repositoryTexts().get('shared/video-stream.schema.json') ?? '') as {
      properties: JsonObject;
    };
    const { NumFrames: _promised, ...names } = known.properties;
    const video = Object.fromEntries(Object.keys(names).map((name) => [name, '1']));
    const proposal = await proposed({ Sketch: { Video: video } });
    expect(proposedAt(proposal, 'Operation', 'Sketch', 'Video')?.$ref).toBe('../shared/video-stream.schema.json');
    expect(notesOf(proposal)).toEqual([
      'Operation.Sketch.Video.NumFrames: some lack it, which shared/video-stream.schema.json promises',
    ]);
  });

  test('whose parts may have anything', async () => {
    const proposal = await proposed({ Transcode: { Container: { Format: 'a' }, Video: { Codec: 'b' } } });
    expect(proposedAt(proposal, 'Operation', 'Transcode')?.$ref).toBe('../shared/transcode-parameters.schema.json');
  });

  test('but not one that may have anything itself', async () => {
    const proposal = await proposed({ Sketch: { Container: { Format: 'a' } } });
    expect(proposedAt(proposal, 'Operation', 'Sketch', 'Container')?.title).toBe('EmbroiderContainer');
  });

  test('as the entries of a list', async () => {
    const proposal = await proposed({ Sketch: { Md5Info: [{ Md5: 'a', ObjectName: 'b' }] } });
    expect(proposedAt(proposal, 'Operation', 'Sketch', 'Md5Info')).toMatchObject({
      type: 'array',
      items: { $ref: '../shared/md5-info.schema.json' },
    });
  });

  test('of another name that has all its fields and hardly more', async () => {
    const proposal = await proposed({ Frame: { X1: '0', X2: '1', Y1: '0', Y2: '0.5' }, Target: place });
    expect(proposedAt(proposal, 'Operation', 'Frame')?.$ref).toBe('../shared/bounding-box.schema.json');
    expect(proposedAt(proposal, 'Operation', 'Target')?.$ref).toBe('../shared/output-object.schema.json');
  });

  test.each<[string, JsonValue]>([
    ['lacks what the shared one always has', { Output: { Bucket: 'a', Region: 'b' } }],
    ['has more', { Output: { ...place, Thread: 'd' } }],
    ['is of another form', { Output: { ...place, Object: { Key: 'a' } } }],
    ['has another kind of text', { Frame: { X1: '0', X2: '1', Y1: '0', Y2: 'top' } }],
    ['has several where the shared one has one', { Output: { ...place, Object: ['a', 'b'] } }],
    ['has few fields, and no name that tells', { Target: { Key: 'a', Value: 'b' } }],
    [
      'has a small part of the fields, and no name that tells',
      { Thing: { CodecName: 'a', SampleRate: '1', Index: '2' } },
    ],
  ])('but not if it %s', async (_name, sketch) => {
    const proposal = await proposed({ Sketch: sketch });
    const [inner] = Object.values(proposedAt(proposal, 'Operation', 'Sketch')?.properties ?? {});
    expect(inner?.type).toBe('object');
    expect(inner?.title).toMatch(/^Embroider/);
  });

  test('with more fields, where what it builds on has that one', async () => {
    const digest = { Md5: 'a', ObjectName: 'b', Thread: 'c' };
    const more = { ...made, MediaResult: { OutputFile: { ...file, Md5Info: digest } } };
    const proposal = await proposed(more, more);
    expect(proposedAt(proposal, 'Operation', 'MediaResult')).toMatchObject({
      type: 'object',
      title: 'EmbroiderMediaResult',
      allOf: [{ $ref: '../shared/media-result.schema.json' }],
      properties: {
        OutputFile: {
          title: 'EmbroiderOutputFile',
          allOf: [{ $ref: '../shared/output-file.schema.json' }],
          properties: {
            Md5Info: {
              type: 'array',
              items: {
                title: 'EmbroiderMd5Info',
                allOf: [{ $ref: '../shared/md5-info.schema.json' }],
                properties: { Thread: { type: 'string' } },
              },
            },
          },
        },
      },
    });
  });
});

test('a field of a shared file refers to no file that leads back to it', async () => {
  const text = { type: 'string', description: 'A text.', 'x-presence': 'always' };
  const shared = (title: string, properties: object) => ({
    $schema: '../vocabulary.schema.json',
    title,
    description: 'It.',
    'x-evidence': 'sample',
    'x-source': 'A page',
    type: 'object',
    properties,
  });
  const schema = schemaWith({
    'shared/inner.schema.json': shared('Inner', { A: text }),
    'shared/outer.schema.json': shared('Outer', {
      A: text,
      Inner: { $ref: './inner.schema.json', description: 'It.', 'x-presence': 'sometimes' },
    }),
    'jobs/echo.schema.json': {
      properties: { Operation: { properties: { Outer: { $ref: '../shared/outer.schema.json', description: 'It.' } } } },
    },
  } as never);
  const echo = job({ Outer: { A: 'a', Inner: { A: 'a', Outer: { A: 'a' } } } }, { Tag: 'Echo' });
  const { fragments } = propose(schema, await capturesOf(json(echo)));
  expect(fragments.find(({ pointer }) => pointer === '/properties/Outer')).toMatchObject({
    file: 'shared/inner.schema.json',
    node: { type: 'object', title: 'InnerOuter' },
  });
});
