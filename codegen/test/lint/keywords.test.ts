import { describe } from 'vitest';
import { echo, operation, testRule } from './case.ts';

const field = `${echo}#/properties/Operation/properties`;

describe('keywords', () => {
  testRule({
    code: 'keyword.unknown',
    broken: operation({ Size: { type: 'string', description: 'A size.', kind: 'integer' } }),
    at: [`${field}/Size/kind`],
    // A field may be called like a keyword, and like none.
    fine: operation({
      properties: { type: 'string', description: 'A text.' },
      kind: { type: 'string', description: 'A text.' },
    }),
  });

  testRule({
    code: 'kind.not-text',
    broken: operation({
      Size: { type: 'integer', description: 'A size.', 'x-kind': 'integer' },
      Sizes: { type: 'array', description: 'Sizes.', 'x-kind': 'integer', items: { type: 'string' } },
    }),
    at: [`${field}/Size/x-kind`, `${field}/Sizes/x-kind`],
    fine: operation({
      Size: { type: 'string', description: 'A size.', 'x-kind': 'integer' },
      Sizes: { type: 'array', description: 'Sizes.', items: { type: 'string', 'x-kind': 'integer' } },
    }),
  });

  testRule({
    code: 'unit.not-number',
    broken: operation({
      Size: { type: 'string', description: 'A size.', 'x-unit': 'byte' },
      Time: { type: 'string', description: 'A time.', 'x-kind': 'time', 'x-unit': 'second' },
    }),
    at: [`${field}/Size/x-unit`, `${field}/Time/x-unit`],
    fine: operation({
      Size: { type: 'string', description: 'A size.', 'x-kind': 'integer', 'x-unit': 'byte' },
      Width: { type: 'integer', description: 'A width.', 'x-unit': 'pixel' },
    }),
  });

  testRule({
    code: 'list.of-lists',
    broken: operation({
      Rows: { type: 'array', description: 'Rows.', items: { type: 'array', items: { type: 'string' } } },
    }),
    at: [`${field}/Rows/items`],
    // A list of objects with lists.
    fine: operation({
      Rows: {
        type: 'array',
        description: 'Rows.',
        items: {
          type: 'object',
          title: 'Row',
          description: 'A row.',
          properties: { Cells: { type: 'array', description: 'Cells.', items: { type: 'string' } } },
        },
      },
    }),
  });

  testRule({
    code: 'vocabulary.enum',
    broken: operation({ Size: { type: 'string', description: 'A size.', 'x-presence': 'mostly' } }),
    at: [`${field}/Size/x-presence`],
    fine: operation({ Size: { type: 'string', description: 'A size.', 'x-presence': 'workflow' } }),
  });
});
