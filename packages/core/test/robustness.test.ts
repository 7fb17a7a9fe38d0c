import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CallbackError, parseCallback, parseJson, parseXml, safeParseCallback } from '../src/index.ts';
import { sample } from './samples.ts';

const only = (run: () => unknown): void => {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
  }
};

it('no bytes make anything but a CallbackError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (body) =>
      [parseCallback, parseXml, parseJson].forEach((parse) => only(() => parse(body))),
    ),
    { numRuns: 2000 },
  );
});

it('no text makes anything but a CallbackError', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (body) =>
      [parseCallback, parseXml, parseJson].forEach((parse) => only(() => parse(body))),
    ),
    { numRuns: 2000 },
  );
});

it('no value makes anything but a CallbackError', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withTypedArray: true,
        withSet: true,
      }),
      (body) => only(() => parseCallback(body as object)),
    ),
    { numRuns: 2000 },
  );
});

it.each(['workflow.xml', 'workflow.json'])(
  'no change of %s makes anything but a CallbackError, and none is slow',
  (name) => {
    const body = sample(`voice-separate/${name}`);
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(400), fc.uint8Array({ maxLength: 8 }), (at, cut, inserted) => {
        const changed = Buffer.concat([body.subarray(0, at), inserted, body.subarray(at + cut)]);
        only(() => parseCallback(changed));
      }),
      { numRuns: 2000 },
    );
  },
);

it.each(['workflow.xml', 'workflow.json'])('no beginning of %s is a callback', (name) => {
  const body = sample(`voice-separate/${name}`).toString('utf8').trimEnd();
  for (let length = 0; length < body.length; length++)
    expect(safeParseCallback(body.slice(0, length)).success).toBe(false);
});

it('a mistake in the options is a TypeError', () => {
  for (const options of [
    { validation: 'none' },
    { limits: { bytes: 0 } },
    { limits: { depth: 1001 } },
    { limits: { elements: 1.5 } },
    { limits: { attributes: '5' } },
  ]) {
    expect(() => parseCallback('<Response/>', options as never)).toThrow(TypeError);
  }
});
