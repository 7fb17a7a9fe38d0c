import { describe, expect, test } from 'vitest';
import { buildModel } from '../src/build-model.ts';
import { definitionOf, type Model } from '../src/model.ts';
import { schemaWith, type SchemaPatch } from './support/schemas.ts';

function fieldNames(model: Model, title: string): readonly string[] {
  return definitionOf(model, title).fields.map(({ name }) => name);
}

function echoWith(change: NonNullable<SchemaPatch[string]>): Model {
  return buildModel(schemaWith({ 'jobs/echo.schema.json': change }));
}

describe('the model', () => {
  test('has the kinds by name, and the one for every other name', () => {
    const { events, jobs } = buildModel(schemaWith());
    expect(events).toEqual({
      property: 'EventName',
      known: [{ name: 'TaskFinish', title: 'TaskFinish', inferredBy: 'JobsDetail' }],
      unknown: 'UnknownCallback',
    });
    expect(jobs).toEqual({ property: 'Tag', known: [{ name: 'Echo', title: 'EchoJob' }], unknown: 'UnknownJob' });
  });

  test('has definitions before those that refer to them, and bases not at all', () => {
    expect([...buildModel(schemaWith()).definitions.keys()]).toEqual([
      'EchoOperation',
      'EchoJob',
      'UnknownJobOperation',
      'UnknownJob',
      'TaskFinish',
      'UnknownCallback',
    ]);
  });

  test('has bases apart, with what they leave to others left out', () => {
    const model = buildModel(schemaWith());
    expect([...model.bases.keys()]).toEqual(['JobEnvelope']);
    expect(fieldNames(model, 'JobEnvelope')).toEqual(['JobId', 'State', 'Tag']);
    expect(definitionOf(model, 'EchoJob').bases).toEqual(['JobEnvelope']);
    expect(definitionOf(model, 'EchoOperation').bases).toEqual([]);
  });

  test('has a base among the definitions where an object is of it', () => {
    const text = { type: 'string', description: 'A text.' };
    const place = { title: 'Place', description: 'A place.', type: 'object', properties: { Bucket: text } };
    const reference = { $ref: '../shared/place.schema.json', description: 'A place.' };
    const more = { title: 'More', type: 'object', description: 'More.', properties: { Object: text } };
    const model = buildModel(
      schemaWith({
        'shared/place.schema.json': place,
        'jobs/echo.schema.json': {
          properties: {
            Operation: {
              properties: { Place: reference, More: { ...more, allOf: [{ $ref: '../shared/place.schema.json' }] } },
            },
          },
        },
      }),
    );
    expect(model.bases.has('Place')).toBe(false);
    expect(definitionOf(model, 'More').bases).toEqual(['Place']);
    expect([...model.definitions.keys()].slice(0, 3)).toEqual(['Place', 'More', 'EchoOperation']);
  });

  test('keeps a refined property where its base has it', () => {
    const model = echoWith({
      properties: { State: { type: 'string', enum: ['Success', 'Failed'], description: 'Here.' } },
    });
    expect(fieldNames(model, 'EchoJob')).toEqual(['JobId', 'Operation', 'State', 'Tag']);
    expect(definitionOf(model, 'EchoJob').fields[2]).toMatchObject({
      description: 'Here.',
      presence: 'always',
      type: { values: ['Success', 'Failed'] },
    });
  });

  test('requires what any of the bases requires', () => {
    const required = definitionOf(buildModel(schemaWith()), 'EchoJob').fields.filter((field) => field.required);
    expect(required.map(({ name }) => name)).toEqual(['JobId', 'Operation', 'Tag']);
  });

  test('takes evidence from the file that a property is written in', () => {
    const model = echoWith({ 'x-evidence': 'sdk', properties: { Tag: { 'x-evidence': 'capture' } } });
    const evidence = definitionOf(model, 'EchoJob').fields.map(({ name, evidence: own }) => [name, own]);
    expect(evidence).toEqual([
      ['JobId', 'sample'],
      ['Operation', 'sdk'],
      ['State', 'sample'],
      ['Tag', 'capture'],
    ]);
  });

  test('has a definition of each object with a title, also when all its fields are of its base', () => {
    const model = buildModel(
      schemaWith({
        'jobs/echo.schema.json': {
          properties: { Operation: { properties: null, allOf: [{ $ref: '../shared/parameters.schema.json' }] } },
        },
        'shared/parameters.schema.json': {
          title: 'Parameters',
          description: 'Parameters.',
          type: 'object',
          properties: { UserData: { type: 'string', description: 'The text.' } },
        },
      }),
    );
    expect(definitionOf(model, 'EchoJob').fields[1]?.type).toEqual({ type: 'object', title: 'EchoOperation' });
    expect(definitionOf(model, 'EchoOperation')).toMatchObject({
      description: 'What was given.',
      fields: [{ name: 'UserData' }],
    });
  });

  test('takes evidence and source from the nearest that names them', () => {
    const text = { type: 'string', description: 'A text.' };
    const entry = {
      title: 'Entry',
      type: 'object',
      description: 'It.',
      properties: { Inner: text, Seen: { ...text, 'x-evidence': 'sample' } },
    };
    const model = echoWith({
      properties: {
        Operation: {
          properties: {
            Plain: text,
            Entries: {
              type: 'array',
              description: 'All.',
              'x-evidence': 'sdk',
              'x-source': 'The Go SDK',
              items: entry,
            },
          },
        },
      },
    });
    expect(definitionOf(model, 'EchoOperation').sources).toEqual(['Page of the Echo callback']);
    expect(definitionOf(model, 'Entry')).toMatchObject({
      evidence: 'sdk',
      sources: ['The Go SDK'],
      // A source is told once, where the object is.
      fields: [
        { name: 'Inner', evidence: 'sdk', sources: [] },
        { name: 'Seen', evidence: 'sample' },
      ],
    });
    expect(definitionOf(model, 'EchoOperation').fields.map(({ evidence }) => evidence)).toEqual([
      'sample',
      'sample',
      'sdk',
    ]);
  });

  test('names an object that a base leaves open after the base', () => {
    const model = echoWith({ properties: { Operation: null } });
    expect([...model.definitions.keys()]).toEqual([
      'JobEnvelopeOperation',
      'EchoJob',
      'UnknownJobOperation',
      'UnknownJob',
      'TaskFinish',
      'UnknownCallback',
    ]);
  });

  test('does not have two definitions of one title', () => {
    const change = {
      properties: {
        Operation: null,
        Extra: {
          type: 'object',
          title: 'JobEnvelopeOperation',
          description: 'It.',
          properties: { A: { type: 'string', description: 'A.' } },
        },
      },
    };
    expect(() => echoWith(change)).toThrow('title.duplicate: another definition is called JobEnvelopeOperation too');
  });
});
