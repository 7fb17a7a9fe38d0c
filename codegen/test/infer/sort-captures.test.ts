import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { propose } from '../../src/infer/propose.ts';
import { schemaWith } from '../support/schemas.ts';
import { capturesOf, job, json, xml } from './bodies.ts';
import { proposalFor } from './proposals.ts';

describe('bodies', () => {
  test('are sorted by the types of their jobs, known or not', async () => {
    const { newJobs, known } = await proposalFor(
      json([job({ A: 'a' }), job({ UserData: 'b' }, { Tag: 'Tts' })]),
      xml(job({ A: 'a' })),
      xml(job({ B: 'b' }, { Tag: 'Knit' })),
    );
    expect(newJobs.map(({ tag, jobs, file }) => [tag, jobs, file])).toEqual([
      ['Embroider', 2, 'jobs/embroider.schema.json'],
      ['Knit', 1, 'jobs/knit.schema.json'],
    ]);
    expect(known).toEqual([
      { name: 'TaskFinish', type: 'event', number: 3 },
      { name: 'Tts', type: 'job', number: 1 },
    ]);
  });

  test('without EventName are told by what is in them', async () => {
    expect((await proposalFor(JSON.stringify({ JobsDetail: job({ A: 'a' }) }))).newJobs).toHaveLength(1);
  });

  test.each<[string, JsonObject, string]>([
    [
      'an unknown event',
      { EventName: 'TeaFinish', JobsDetail: job({ A: 'a' }) },
      'EventName "TeaFinish": no known event',
    ],
    ['no event', { Jobs: job({ A: 'a' }) }, 'no EventName: no known event'],
    ['an EventName that is no text', { EventName: { A: 'a' }, Jobs: 'a' }, 'no EventName: no known event'],
    [
      'a long EventName',
      { EventName: `\u001b[2J${'a'.repeat(200)}` },
      `EventName "\\u001b[2J${'a'.repeat(76)}…": no known event`,
    ],
  ])('of %s are left', async (_name, body, message) => {
    const { newJobs, notes } = await proposalFor(JSON.stringify(body));
    expect(newJobs).toEqual([]);
    expect(notes).toEqual([{ kind: 'body 1', path: '', message }]);
  });

  test.each<[string, JsonObject | string, string, string]>([
    ['no Tag', job({ A: 'a' }, { Tag: null }), 'body 1, job 2', 'no Tag: nothing tells the type of the job'],
    ['two', job({ A: 'a' }, { Tag: ['Knit', 'Sew'] }), 'body 1, job 2', 'no Tag: nothing tells the type of the job'],
    ['a text for it', 'a', 'body 1, job 2', 'the job is no object'],
    ['a path for a Tag', job({ A: 'a' }, { Tag: '../../knit' }), '"../../knit"', 'this Tag can name no type'],
  ])('of a job with %s are left, and others in them are not', async (_name, other, kind, message) => {
    const { newJobs, notes } = await proposalFor(json([job({ A: 'a' }), other]));
    expect(newJobs.map(({ tag }) => tag)).toEqual(['Embroider']);
    expect(notes).toEqual([{ kind, path: '', message }]);
  });
});

describe('an event without jobs', () => {
  const text = { type: 'string', description: 'A text.' };
  const schema = schemaWith({
    'events/review.schema.json': {
      title: 'Review',
      type: 'object',
      properties: { EventName: { ...text, const: 'Review' }, Score: { ...text, type: 'integer' } },
      required: ['EventName'],
      'x-evidence': 'sample',
    },
    'callback.schema.json': {
      anyOf: ['task-finish', 'review', 'unknown'].map((name) => ({ $ref: `./events/${name}.schema.json` })),
    },
  });

  test('has numbers and booleans where every body has', async () => {
    const body = {
      EventName: 'Review',
      Score: 1,
      Count: 2,
      Rate: 0.5,
      Forbidden: true,
      Label: 'a',
      Mixed: 1,
      Marks: [1, 2],
    };
    const other = { ...body, Rate: 1, Mixed: 'many' };
    const { fragments, known } = propose(schema, await capturesOf(JSON.stringify(body), JSON.stringify(other)));
    expect(known).toEqual([{ name: 'Review', type: 'event', number: 2 }]);
    expect(fragments.map(({ file, pointer, node }) => [`${file}#${pointer}`, node.type, node.items?.type])).toEqual([
      ['events/review.schema.json#/properties/Count', 'integer', undefined],
      ['events/review.schema.json#/properties/Rate', 'number', undefined],
      ['events/review.schema.json#/properties/Forbidden', 'boolean', undefined],
      ['events/review.schema.json#/properties/Label', 'string', undefined],
      ['events/review.schema.json#/properties/Mixed', 'string', undefined],
      ['events/review.schema.json#/properties/Marks', 'array', 'string'],
    ]);
    expect(fragments.every(({ node }) => node['x-presence'] === 'sometimes')).toBe(true);
  });
});
