import type { SchemaSet } from '../../load.ts';
import type { Located } from '../../schema-node.ts';
import { findRoot } from '../../variants.ts';
import { nodesOf } from '../nodes.ts';
import type { Rule } from '../rule.ts';

/** Where the schema chooses between kinds. */
export const choiceRules: readonly Rule[] = [
  {
    name: 'One file is the root',
    code: 'root.not-one',
    help: 'The file that chooses between events has `x-root`, the name of the XML root element.',
    *find({ files }) {
      const [root, ...others] = [...files].filter(([, node]) => node['x-root'] !== undefined);
      if (root === undefined)
        yield { at: { file: 'callback.schema.json', pointer: '' }, message: 'no file has x-root' };
      for (const [file] of others) yield { at: { file, pointer: '/x-root' }, message: `${root?.[0]} has x-root too` };
    },
  },
  {
    name: 'There is a choice between events, one between jobs, and no other',
    code: 'choice.misplaced',
    help: 'The root chooses between events, and the entries of one list between jobs: `anyOf` has no other use.',
    *find(schema) {
      const root = findRoot(schema);
      if (root === undefined) return;
      if (root.node.anyOf === undefined) yield { at: root, message: 'the root chooses between no events' };
      const jobs = findJobChoice(schema);
      if (jobs === undefined) yield { at: root, message: 'no list chooses between jobs' };
      for (const { node, file, pointer } of nodesOf(schema)) {
        if (node['anyOf'] === undefined || node === root.node || node === jobs?.node) continue;
        yield { at: { file, pointer: `${pointer}/anyOf` }, message: 'a choice is not possible here' };
      }
    },
  },
];

/** The first list whose entries are a choice. */
export function findJobChoice(schema: SchemaSet): Located | undefined {
  for (const { node, file, pointer, role } of nodesOf(schema))
    if (role === 'items' && node['anyOf'] !== undefined) return { node, file, pointer };
  return undefined;
}
