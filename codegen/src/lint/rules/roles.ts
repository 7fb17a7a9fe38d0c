import { itemsOf, keyword, type Layers, layersOf, placeOf, propertiesOf } from '../../layers.ts';
import type { SchemaSet } from '../../load.ts';
import { nodesOf } from '../nodes.ts';
import type { Rule } from '../rule.ts';
import { jobsOf } from './kinds.ts';

/** What the objects that jobs write are told by. */
export const roleRules: readonly Rule[] = [
  {
    name: 'A role is said of what an Operation tells of objects',
    code: 'role.no-object',
    help: '`x-role` belongs in the Operation of a job: to a text that is a key, or to an object that names objects, as `OutputFile` or `OutputObject` does.',
    *find(schema) {
      const inOperations = operationFields(schema);
      for (const at of nodesOf(schema)) {
        if (at.node['x-role'] === undefined) continue;
        const layers = layersOf(schema, at);
        const place = { file: at.file, pointer: `${at.pointer}/x-role` };
        if (!inOperations.has(placeOf(at))) yield { at: place, message: 'no Operation of a job has the field' };
        else if (keyword(layers, 'type') !== 'string' && !namesObjects(schema, layers))
          yield { at: place, message: 'what has the role names no objects' };
      }
    },
  },
];

/** Where the fields are written that the Operation of some job has, at any depth. */
function operationFields(schema: SchemaSet): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (layers: Layers): void => {
    for (const property of propertiesOf(schema, layers).values()) {
      const places = property.map(placeOf);
      if (places.every((place) => found.has(place))) continue;
      for (const place of places) found.add(place);
      collect([...property, ...itemsOf(schema, property)]);
    }
  };
  for (const { layers } of jobsOf(schema)) collect(propertiesOf(schema, layers).get('Operation') ?? []);
  return found;
}

/** Whether an object names objects, or holds one that does. */
function namesObjects(schema: SchemaSet, layers: Layers): boolean {
  const properties = propertiesOf(schema, layers);
  const typeOf = (name: string): unknown => keyword(properties.get(name) ?? [], 'type');
  if (typeOf('ObjectName') === 'array' || typeOf('Object') === 'string') return true;
  return [...properties.values()].some(
    (property) => keyword(property, 'type') === 'object' && namesObjects(schema, property),
  );
}
