import { describe } from 'vitest';
import { placeholder } from '../../src/infer/placeholder.ts';
import { callback, echo, envelope, objectFile, operation, testRule } from './case.ts';

describe('titles and descriptions', () => {
  testRule({
    code: 'description.missing',
    broken: { ...operation({ UserData: { description: null } }), [envelope]: { description: '' } },
    at: [`${echo}#/properties/Operation/properties/UserData`, `${envelope}#`],
    // The entries of a list are described by the list.
    fine: operation({ Names: { type: 'array', description: 'Names.', items: { type: 'string' } } }),
  });

  testRule({
    code: 'description.placeholder',
    broken: {
      ...operation({
        UserData: { description: placeholder('what it holds') },
        Names: {
          type: 'array',
          description: 'Names.',
          items: {
            type: 'object',
            title: 'Name',
            description: 'Todo.',
            properties: { First: { type: 'string', description: 'It.' } },
          },
        },
      }),
      [envelope]: { description: `It. ${placeholder('more')}` },
    },
    at: [
      `${echo}#/properties/Operation/properties/UserData`,
      `${echo}#/properties/Operation/properties/Names/items`,
      `${envelope}#`,
    ],
    fine: operation({ UserData: { description: 'What the autodoctor says, and the todos.' } }),
  });

  testRule({
    code: 'title.missing',
    broken: { [envelope]: { title: null } },
    at: [`${envelope}#`],
    // A list and its text need none.
    fine: operation({ Names: { type: 'array', description: 'Names.', items: { type: 'string' } } }),
  });

  testRule({
    code: 'title.form',
    broken: { [envelope]: { title: 'Job2base' }, [callback]: { title: 'callback' } },
    at: [`${callback}#/title`, `${envelope}#/title`],
    fine: { [envelope]: { title: 'Job2Base3' } },
  });

  testRule({
    code: 'title.duplicate',
    broken: { [echo]: { properties: { Operation: { title: 'JobEnvelope' } } } },
    at: [`${envelope}#/title`],
    fine: { [echo]: { properties: { Operation: { title: 'JobEnvelopeOperation' } } } },
  });

  testRule({
    code: 'title.reserved',
    broken: { [envelope]: { title: 'Job' }, [echo]: { properties: { Operation: { title: 'Object' } } } },
    at: [`${echo}#/properties/Operation/title`, `${envelope}#/title`],
    // The root is what generated code calls Callback.
    fine: {
      [callback]: { title: 'Callback' },
      [envelope]: { title: 'JobObject' },
      ...operation({ List: { $ref: '../shared/list.schema.json', description: 'A field may have any name.' } }),
      'shared/list.schema.json': objectFile('EchoList', { Text: { type: 'string', description: 'A text.' } }),
    },
  });
});
