import { itemsOf, keyword, type Layers, propertiesOf } from '../../layers.ts';
import type { SchemaSet } from '../../load.ts';
import type { Finding, Rule } from '../rule.ts';
import { eventsOf, jobsOf } from './kinds.ts';

/** When fields are there. */
export const presenceRules: readonly Rule[] = [
  {
    name: 'What comes on success is part of a job that has a State',
    code: 'presence.no-state',
    help: '`x-presence: success` means that the job around it has the State Success: give the job that property, or say `sometimes`.',
    *find(schema) {
      for (const { layers } of eventsOf(schema)) {
        for (const at of onSuccess(schema, layers)) yield { at, message: 'there is no job around this field' };
      }
      for (const { at, layers } of jobsOf(schema)) {
        if (!propertiesOf(schema, layers).has('State') && onSuccess(schema, layers).length > 0)
          yield { at, message: 'the job has fields that come on success, and no State' };
      }
    },
  },
];

function onSuccess(schema: SchemaSet, layers: Layers): readonly Finding['at'][] {
  return [...propertiesOf(schema, layers).values()].flatMap((property) => {
    const here = property.at(-1);
    const own =
      keyword(property, 'x-presence') === 'success' && here !== undefined
        ? [{ file: here.file, pointer: here.pointer }]
        : [];
    return [...own, ...onSuccess(schema, [...property, ...itemsOf(schema, property)])];
  });
}
