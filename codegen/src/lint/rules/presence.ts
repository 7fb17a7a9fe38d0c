import { itemsOf, keyword, type Layers, propertiesOf } from '../../layers.ts';
import type { SchemaSet } from '../../load.ts';
import type { Finding, Rule } from '../rule.ts';
import { eventsOf, jobsOf } from './kinds.ts';

/** When fields are there. */
export const presenceRules: readonly Rule[] = [
  {
    name: 'What comes on success is part of a job that has a State',
    code: 'presence.no-state',
    help: '`x-presence: success` means that the job around it, or the object that an event holds, has the State Success: give it that property, or say `sometimes`.',
    *find(schema) {
      for (const { layers } of eventsOf(schema)) {
        for (const held of propertiesOf(schema, layers).values()) {
          const inside = propertiesOf(schema, held).has('State') ? [] : onSuccess(schema, valueOf(schema, held));
          for (const at of [...itself(held), ...inside]) yield { at, message: 'there is no job around this field' };
        }
      }
      for (const { at, layers } of jobsOf(schema)) {
        if (!propertiesOf(schema, layers).has('State') && onSuccess(schema, layers).length > 0)
          yield { at, message: 'the job has fields that come on success, and no State' };
      }
    },
  },
];

function onSuccess(schema: SchemaSet, layers: Layers): readonly Finding['at'][] {
  return [...propertiesOf(schema, layers).values()].flatMap((property) => [
    ...itself(property),
    ...onSuccess(schema, valueOf(schema, property)),
  ]);
}

function itself(property: Layers): readonly Finding['at'][] {
  const here = property.at(-1);
  return keyword(property, 'x-presence') === 'success' && here !== undefined
    ? [{ file: here.file, pointer: here.pointer }]
    : [];
}

/** What a field holds, or each entry of it. */
function valueOf(schema: SchemaSet, property: Layers): Layers {
  return [...property, ...itemsOf(schema, property)];
}
