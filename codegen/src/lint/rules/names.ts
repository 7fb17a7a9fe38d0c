import { layersOf, propertiesOf } from '../../layers.ts';
import { pointerTo } from '../../json.ts';
import { nodesOf, propertiesIn } from '../nodes.ts';
import type { Finding, Rule } from '../rule.ts';

/** What fields are called. */
export const nameRules: readonly Rule[] = [
  {
    name: 'Every field name is the name of an XML element',
    code: 'name.not-xml',
    help: 'Fields are called as they are in bodies, where they are elements: letters, digits, `_`, `-` and `.`, no digit first.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        for (const [name] of propertiesIn(node)) {
          if (!/^[A-Za-z_][\w.-]*$/.test(name))
            yield { at: propertyAt({ file, pointer }, name), message: `${name} is no name of an element` };
        }
      }
    },
  },
  {
    name: 'No field is called like a member of every JavaScript object',
    code: 'name.object-member',
    help: 'Reading the field of an object that lacks it would give the inherited member. Leave it to be an unknown field.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        for (const [name] of propertiesIn(node)) {
          if (name in Object.prototype)
            yield { at: propertyAt({ file, pointer }, name), message: `every object has a member ${name}` };
        }
      }
    },
  },
];

/** The same, of objects with their bases. */
export const mergedNameRules: readonly Rule[] = [
  {
    name: 'No two names of one object differ in case alone',
    code: 'name.case-only',
    help: 'Body parsers may change the case of names, so the two could not be told apart.',
    *find(schema) {
      for (const at of nodesOf(schema)) {
        const own = new Set(propertiesIn(at.node).map(([name]) => name));
        const first = new Map<string, string>();
        for (const name of propertiesOf(schema, layersOf(schema, at)).keys()) {
          const other = first.get(name.toLowerCase()) ?? name;
          first.set(name.toLowerCase(), other);
          // What a base has twice is said of the base.
          const here = [own.has(name) ? name : '', own.has(other) ? other : ''].find((written) => written !== '');
          if (other !== name && here !== undefined)
            yield { at: propertyAt(at, here), message: `${other} and ${name} differ in case alone` };
        }
      }
    },
  },
];

function propertyAt({ file, pointer }: Finding['at'], name: string): Finding['at'] {
  return { file, pointer: pointerTo(pointer, 'properties', name) };
}
