import { describe } from 'vitest';
import { echo, envelope, operation, testRule } from './case.ts';

const text = { type: 'string', description: 'A text.' };

describe('names of fields', () => {
  testRule({
    code: 'name.not-xml',
    broken: operation({ '1st': text, 'a b': text, 'a/b': text }),
    at: [
      `${echo}#/properties/Operation/properties/1st`,
      `${echo}#/properties/Operation/properties/a b`,
      `${echo}#/properties/Operation/properties/a~1b`,
    ],
    fine: operation({ 'first-1.a_b': text, _: text }),
  });

  testRule({
    code: 'name.object-member',
    broken: operation({ constructor: text, toString: text }),
    at: [`${echo}#/properties/Operation/properties/constructor`, `${echo}#/properties/Operation/properties/toString`],
    fine: operation({ Constructor: text, prototype: text, tostring: text }),
  });

  testRule({
    code: 'name.case-only',
    broken: { ...operation({ Md5: text, MD5: text }), [envelope]: { properties: { jobid: text } } },
    at: [`${echo}#/properties/Operation/properties/MD5`, `${envelope}#/properties/jobid`],
    // In another object, or the same name refined.
    fine: {
      ...operation({
        Md5: text,
        Inner: { type: 'object', title: 'Inner', description: 'In it.', properties: { MD5: text } },
      }),
      [echo]: { properties: { State: text } },
    },
  });
});
