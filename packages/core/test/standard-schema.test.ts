import { expect, expectTypeOf, it } from 'vitest';
import { callbackSchema, parseCallback, type Callback, type StandardSchema } from '../src/index.ts';
import { sample } from './samples.ts';

const { validate, vendor, version } = callbackSchema['~standard'];

it('gives the callback', () => {
  expect({ vendor, version }).toEqual({ vendor: 'ci-callback', version: 1 });
  expect(validate(sample('voice-separate/workflow.xml'))).toEqual({
    value: parseCallback(sample('voice-separate/workflow.xml')),
  });
});

it('gives issues with their paths', () => {
  expect(validate({ JobsDetail: [{ JobId: { a: 'b' } }, 1] })).toEqual({
    issues: [
      { message: 'The value is of the wrong type. Expected text, got an object.', path: ['JobsDetail', 0, 'JobId'] },
      { message: 'The value is of the wrong type. Expected object, got a number.', path: ['JobsDetail', 1] },
    ],
  });
});

it('gives the message where the body has no such place', () => {
  expect(validate('<Response')).toMatchObject({
    issues: [{ message: expect.stringContaining('line 1, column 10') as string }],
  });
});

it('has the types of what it takes and gives', () => {
  expectTypeOf(callbackSchema).toEqualTypeOf<StandardSchema<string | Uint8Array | object, Callback>>();
});
