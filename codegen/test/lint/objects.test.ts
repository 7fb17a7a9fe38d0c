import { describe } from 'vitest';
import type { SchemaPatch } from '../support/schemas.ts';
import { echo, envelope, objectFile, operation, taskFinish, testRule, unknownEvent, unknownJob } from './case.ts';

const text = { type: 'string', description: 'A text.' };
const withRole = { ...text, 'x-role': 'voice' };
const onSuccess = { type: 'string', description: 'A text.', 'x-presence': 'success' };

function run(properties: SchemaPatch) {
  return { type: 'object', title: 'Run', description: 'A run.', properties };
}

describe('objects', () => {
  testRule({
    code: 'refinement.type',
    broken: { [echo]: { properties: { State: { type: 'integer', description: 'A number.' } } } },
    at: [`${echo}#/properties/State`],
    fine: {
      [echo]: { properties: { State: { type: 'string', enum: ['Success', 'Failed'], description: 'A text.' } } },
    },
  });

  testRule({
    code: 'required.unknown',
    broken: { [echo]: { required: ['Tag', 'Code'] } },
    at: [`${echo}#/required`],
    // A property of a base.
    fine: { [echo]: { required: ['Tag', 'State'] } },
  });

  testRule({
    code: 'open.not-text',
    broken: {
      [unknownEvent]: { properties: { Names: { type: 'array', description: 'Names.', items: { type: 'string' } } } },
    },
    at: [`${unknownEvent}#`],
    fine: { [unknownEvent]: { properties: { Name: text } } },
  });

  testRule({
    code: 'object.empty',
    broken: {
      [echo]: { properties: { Operation: null } },
      [envelope]: { properties: { Place: { type: 'object', description: 'A place.' } } },
      [unknownJob]: {
        properties: {
          Place: { title: 'Place', type: 'object', description: 'Any place.', additionalProperties: true },
        },
      },
    },
    at: [`${envelope}#/properties/Operation`, `${envelope}#/properties/Place`],
    // All that it has is of its base.
    fine: {
      [echo]: {
        properties: { Operation: { properties: null, allOf: [{ $ref: '../shared/common.schema.json' }] } },
      },
      'shared/common.schema.json': objectFile('Common', { UserData: text }),
    },
  });

  testRule({
    code: 'presence.no-state',
    broken: {
      ...operation({ Result: onSuccess }),
      [envelope]: { properties: { State: null } },
      [taskFinish]: { properties: { Time: onSuccess } },
    },
    at: [`${taskFinish}#/properties/Time`, `${echo}#`],
    fine: {
      ...operation({ Result: onSuccess }),
      [taskFinish]: { properties: { Time: { ...onSuccess, 'x-presence': 'always' } } },
    },
  });

  testRule({
    code: 'presence.no-state',
    broken: { [taskFinish]: { properties: { Run: run({ Result: onSuccess }) } } },
    at: [`${taskFinish}#/properties/Run/properties/Result`],
    fine: {
      [taskFinish]: { properties: { Run: run({ Result: onSuccess, State: { type: 'string', description: 'It.' } }) } },
    },
  });

  testRule({
    code: 'role.no-object',
    broken: {
      ...operation({
        Place: {
          title: 'Place',
          type: 'object',
          description: 'A place.',
          'x-role': 'cover',
          properties: { Key: text },
        },
      }),
      [taskFinish]: { properties: { Key: withRole } },
      [envelope]: { properties: { Key: withRole } },
    },
    at: [
      `${taskFinish}#/properties/Key/x-role`,
      `${echo}#/properties/Operation/properties/Place/x-role`,
      `${envelope}#/properties/Key/x-role`,
    ],
    fine: operation({
      Key: withRole,
      Output: {
        title: 'Place',
        type: 'object',
        description: 'A place.',
        'x-role': 'cover',
        properties: { Object: text },
      },
      Results: {
        type: 'array',
        description: 'Results.',
        items: { title: 'Result', type: 'object', description: 'A result.', properties: { Key: withRole } },
      },
      // The files are deeper inside.
      MediaResult: {
        title: 'Written',
        type: 'object',
        description: 'What was written.',
        'x-role': 'cover',
        properties: {
          OutputFile: {
            title: 'Files',
            type: 'object',
            description: 'Files.',
            properties: { ObjectName: { type: 'array', description: 'Names.', items: { type: 'string' } } },
          },
        },
      },
    }),
  });
});
