import { describe } from 'vitest';
import { echo, objectFile, operation, testRule } from './case.ts';

const place = 'shared/place.schema.json';
const text = { type: 'string', description: 'A text.' };

describe('references', () => {
  testRule({
    code: 'reference.unresolved',
    broken: operation({ Place: { $ref: '../shared/plaice.schema.json', description: 'A place.' } }),
    at: [`${echo}#/properties/Operation/properties/Place/$ref`],
    fine: {
      ...operation({ Place: { $ref: '../shared/place.schema.json', description: 'A place.' } }),
      [place]: objectFile('Place', { Bucket: text }),
    },
  });

  testRule({
    code: 'reference.cycle',
    broken: {
      ...operation({ Place: { $ref: '../shared/place.schema.json', description: 'A place.' } }),
      [place]: objectFile('Place', { Parent: { $ref: './parent.schema.json', description: 'Around it.' } }),
      'shared/parent.schema.json': objectFile('Parent', {
        Place: { $ref: './place.schema.json', description: 'In it.' },
      }),
    },
    at: ['shared/parent.schema.json#/properties/Place/$ref'],
    // Two ways to one file are no circle.
    fine: {
      ...operation({
        Place: { $ref: '../shared/place.schema.json', description: 'A place.' },
        Parent: { $ref: '../shared/parent.schema.json', description: 'Its parent.' },
      }),
      [place]: objectFile('Place', { Bucket: text }),
      'shared/parent.schema.json': objectFile('Parent', {
        Place: { $ref: './place.schema.json', description: 'In it.' },
      }),
    },
  });

  testRule({
    code: 'file.unreachable',
    broken: { [place]: objectFile('Place', { Bucket: text }) },
    at: [`${place}#`],
    // Reached through a list alone.
    fine: {
      ...operation({
        Places: { type: 'array', description: 'Places.', items: { $ref: '../shared/place.schema.json' } },
      }),
      [place]: objectFile('Place', { Bucket: text }),
    },
  });
});
