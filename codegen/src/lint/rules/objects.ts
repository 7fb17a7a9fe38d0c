import { itemsOf, keyword, layersOf, type Layers, placeOf, propertiesOf } from '../../layers.ts';
import type { SchemaSet } from '../../load.ts';
import type { Located } from '../../schema-node.ts';
import { nodesOf } from '../nodes.ts';
import type { Finding, Rule } from '../rule.ts';
import { eventsOf, jobsOf } from './kinds.ts';

/** What objects may say beyond their bases. */
export const objectRules: readonly Rule[] = [
  {
    name: 'A property keeps the type that a base gave it',
    code: 'refinement.type',
    help: 'A base says what all have in common: change the type there, or call the property something else.',
    *find(schema) {
      for (const { at, properties } of objectsOf(schema)) {
        for (const [name, layers] of properties) {
          const [first, ...others] = typesOf(layers);
          const other = others.find(({ type }) => type !== first?.type);
          if (first === undefined || other === undefined || other.layer.file !== at.file) continue;
          yield { at: other.layer, message: `${name} is ${other.type} here and ${first.type} in ${first.layer.file}` };
        }
      }
    },
  },
  {
    name: 'Every required field is one of the properties',
    code: 'required.unknown',
    help: 'Add the property, or take the name away from `required`.',
    *find(schema) {
      for (const { at, properties } of objectsOf(schema)) {
        for (const name of at.node.required ?? []) {
          if (!properties.has(name))
            yield { at: { file: at.file, pointer: `${at.pointer}/required` }, message: `there is no property ${name}` };
        }
      }
    },
  },
  {
    name: 'An open object has nothing but text',
    code: 'open.not-text',
    help: 'Its fields and its unknown fields share one TypeScript type, which is text, or objects and lists of text.',
    *find(schema) {
      for (const { at, properties } of objectsOf(schema)) {
        if (at.node.additionalProperties !== true) continue;
        for (const [name, layers] of properties) {
          if (keyword(layers, 'type') !== 'string') yield { at, message: `${name} is no text` };
        }
      }
    },
  },
  {
    name: 'Every object of an event or a job has fields',
    code: 'object.empty',
    help: 'A base may leave an object to what builds on it: say there which fields it has, or `additionalProperties: true`.',
    *find(schema) {
      const checked = new Set<string>();
      for (const { at, layers } of [...eventsOf(schema), ...jobsOf(schema)])
        yield* emptyObjects(schema, layers, at.file, checked);
    },
  },
];

/** Goes through all that a definition holds, each object once. */
function* emptyObjects(schema: SchemaSet, layers: Layers, owner: string, checked: Set<string>): Generator<Finding> {
  for (const [name, property] of propertiesOf(schema, layers)) {
    const value = [...property, ...itemsOf(schema, property)];
    if (keyword(value, 'type') !== 'object') continue;
    const places = value.map(placeOf).join(' ');
    if (checked.has(places)) continue;
    const [at] = value;
    if (at !== undefined && propertiesOf(schema, value).size === 0 && keyword(value, 'additionalProperties') !== true)
      yield { at, message: `nothing says what ${name} of ${owner} holds` };
    else checked.add(places);
    yield* emptyObjects(schema, value, owner, checked);
  }
}

interface MergedObject {
  readonly at: Located;
  readonly properties: ReadonlyMap<string, Layers>;
}

function* objectsOf(schema: SchemaSet): Generator<MergedObject> {
  for (const at of nodesOf(schema)) {
    const { properties, allOf, required } = at.node;
    if (properties === undefined && allOf === undefined && required === undefined) continue;
    yield { at, properties: propertiesOf(schema, layersOf(schema, at)) };
  }
}

function typesOf(layers: Layers): readonly { type: string; layer: Located }[] {
  return layers.flatMap((layer) => (layer.node.type === undefined ? [] : [{ type: layer.node.type, layer }]));
}
