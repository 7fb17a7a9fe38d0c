import { describe, expect, test } from 'vitest';
import { buildModel } from '../src/build-model.ts';
import {
  coverageOf,
  describeCoverage,
  type KindCoverage,
  problemsOf,
  sampleCoverage,
} from '../src/sample-coverage/index.ts';
import { occurrencesIn } from '../src/sample-coverage/occurrences.ts';
import type { JsonObject } from '../src/json.ts';
import type { Model } from '../src/model.ts';
import type { CanonicalObject } from '../src/verify/index.ts';
import { repositorySchema, schemaWith } from './support/schemas.ts';

const text = { type: 'string', description: 'A text.' };

/** Two kinds of jobs that share a place, of which one has the given fields in its operation. */
function modelWith(properties: JsonObject): Model {
  const job = (name: string, fields: JsonObject): JsonObject => ({
    properties: { Operation: { title: `${name}Operation`, properties: fields }, Tag: { const: name } },
  });
  const place = { $ref: '../shared/place.schema.json', description: 'A place.' };
  return buildModel(
    schemaWith({
      'shared/place.schema.json': { title: 'Place', type: 'object', properties: { Bucket: text, Object: text } },
      'jobs/echo.schema.json': job('Echo', { UserData: null, Place: place, ...properties }),
      'jobs/other.schema.json': {
        title: 'OtherJob',
        type: 'object',
        allOf: [{ $ref: '../shared/job.schema.json' }],
        required: ['Tag'],
        properties: {
          Operation: { title: 'OtherOperation', type: 'object', properties: { Place: place } },
          Tag: { type: 'string', const: 'Other' },
        },
      },
      'events/task-finish.schema.json': {
        properties: {
          JobsDetail: {
            items: {
              anyOf: ['echo', 'other', 'unknown'].map((name) => ({ $ref: `../jobs/${name}.schema.json` })),
            },
          },
        },
      },
    }),
  );
}

function callbackWith(...jobs: readonly CanonicalObject[]): CanonicalObject {
  return {
    EventName: 'TaskFinish',
    JobsDetail: jobs.map((job) => ({ JobId: 'j1', State: 'Success', Operation: {}, ...job })),
  };
}

function echoCoverage(properties: JsonObject, ...jobs: readonly CanonicalObject[]): KindCoverage | undefined {
  return coverageOf(modelWith(properties), [callbackWith(...jobs)]).find(({ name }) => name === 'Echo');
}

test('samples show every field of the repository’s schema, or the schema says why not', async () => {
  expect(problemsOf(await sampleCoverage(repositorySchema))).toEqual([]);
});

describe('coverage', () => {
  test('counts what samples of the kind have, in lists too', () => {
    const entries = { type: 'array', description: 'Entries.', items: { $ref: '../shared/place.schema.json' } };
    const echo = echoCoverage(
      { Places: entries },
      { Tag: 'Echo', Operation: { Place: { Bucket: 'a', Object: 'b' }, Places: [{ Bucket: 'a' }, { Object: 'b' }] } },
    );
    expect(echo).toEqual({
      name: 'Echo',
      fields: 10,
      sampled: 10,
      elsewhere: 0,
      excused: 0,
      missing: [],
      outdated: [],
    });
  });

  test('lets another kind show what both share, and nothing else', () => {
    const echo = echoCoverage(
      { Bucket: text },
      { Tag: 'Echo', Operation: { Place: { Bucket: 'a' } } },
      { Tag: 'Other', Operation: { Bucket: 'of no known field', Place: { Object: 'b' } } },
      { Tag: 'Echoes', Operation: { Bucket: 'of an unknown job' } },
    );
    expect(echo).toMatchObject({ elsewhere: 1, missing: ['Operation.Bucket'] });
  });

  test('lets another kind show what both have of a base, unless one says it otherwise', () => {
    const echo = coverageOf(modelWith({}), [
      callbackWith({ Tag: 'Other', Operation: { Place: { Bucket: 'a', Object: 'b' } } }),
    ]).find(({ name }) => name === 'Echo');
    expect(echo?.missing).toEqual(['Operation', 'Operation.Place', 'Tag']);
  });

  test('takes a refined field for the base’s too', () => {
    const refined = buildModel(
      schemaWith({ 'jobs/echo.schema.json': { properties: { State: { type: 'string', description: 'Refined.' } } } }),
    );
    const { fields } = occurrencesIn(refined, [
      { EventName: 'TaskFinish', JobsDetail: [{ State: 'Success', Tag: 'Echo' }] },
    ]);
    expect([...fields]).toEqual(expect.arrayContaining(['EchoJob.State', 'JobEnvelope.State']));
  });

  test('takes a reason for a field and all that is in it', () => {
    const reason = { 'x-unsampled': 'Nobody knows what it looks like.' };
    const inner = { title: 'Inner', type: 'object', description: 'It.', properties: { A: text }, ...reason };
    const echo = echoCoverage(
      { Inner: inner, Seen: { ...text, ...reason } },
      { Tag: 'Echo', Operation: { Seen: 'a' } },
    );
    expect(echo).toMatchObject({ excused: 2, outdated: ['Operation.Seen'] });
    expect(echo?.missing).toEqual(['Operation.Place', 'Operation.Place.Bucket', 'Operation.Place.Object']);
  });

  test('is told in a table, with what is wrong below it', () => {
    const coverage: readonly KindCoverage[] = [
      { name: 'Echo', fields: 12, sampled: 8, elsewhere: 1, excused: 1, missing: ['A.B'], outdated: ['C'] },
    ];
    expect(problemsOf(coverage)).toHaveLength(2);
    expect(describeCoverage(coverage)).toBe(
      [
        '      fields  in own samples  in others  with a reason  missing',
        'Echo      12               8          1              1        1',
        'Echo: no sample has A.B: add it to one, or say why not in x-unsampled',
        'Echo: a sample has C: take x-unsampled away',
        '',
      ].join('\n'),
    );
  });
});
