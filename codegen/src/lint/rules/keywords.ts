import { isObject, pointerTo } from '../../json.ts';
import { nodesOf } from '../nodes.ts';
import type { Rule } from '../rule.ts';

const keywords = new Set([
  '$ref',
  '$schema',
  'additionalProperties',
  'allOf',
  'anyOf',
  'const',
  'deprecated',
  'description',
  'enum',
  'examples',
  'items',
  'properties',
  'required',
  'title',
  'type',
  'x-evidence',
  'x-inferred-by',
  'x-kind',
  'x-presence',
  'x-role',
  'x-root',
  'x-source',
  'x-unit',
  'x-unsampled',
]);

/** Which keywords there are, and what they can be said of. */
export const keywordRules: readonly Rule[] = [
  {
    name: 'Every keyword is one of the vocabulary',
    code: 'keyword.unknown',
    help: 'The keywords are listed in the vocabulary beside the schema.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        for (const name of Object.keys(node)) {
          if (keywords.has(name)) continue;
          const similar = [...keywords].find((keyword) => simplified(keyword) === simplified(name));
          const guess = similar === undefined ? '' : `: did you mean ${similar}?`;
          yield { at: { file, pointer: pointerTo(pointer, name) }, message: `there is no keyword ${name}${guess}` };
        }
      }
    },
  },
  {
    name: 'A kind is said of text alone',
    code: 'kind.not-text',
    help: '`x-kind` tells what a text holds. A JSON number has its type instead, and a list the kind of its entries.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        if (node['x-kind'] !== undefined && node['type'] !== 'string')
          yield { at: { file, pointer: `${pointer}/x-kind` }, message: 'what has the kind is no text' };
      }
    },
  },
  {
    name: 'A unit is said of numbers alone',
    code: 'unit.not-number',
    help: 'Give the text the kind `integer` or `number`, or drop the unit.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        const numeric = [node['x-kind'], node['type']].some((kind) => kind === 'integer' || kind === 'number');
        if (node['x-unit'] !== undefined && !numeric)
          yield { at: { file, pointer: `${pointer}/x-unit` }, message: 'what has the unit holds no number' };
      }
    },
  },
  {
    name: 'A list holds no lists',
    code: 'list.of-lists',
    help: 'In XML a list is an element that is repeated, so there is no way to say where an inner list ends.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        const { items } = node;
        if (isObject(items) && items['type'] === 'array')
          yield { at: { file, pointer: `${pointer}/items` }, message: 'the entries of this list are lists' };
      }
    },
  },
];

function simplified(keyword: string): string {
  return keyword
    .toLowerCase()
    .replace(/^x-?/, '')
    .replaceAll(/[^a-z]/g, '');
}
