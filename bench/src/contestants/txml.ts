import { parse, type TNode } from 'txml/txml';
import { normalize, type Tree, type TreeObject } from '../canonical/normalize.ts';
import { add } from '../canonical/tree-builder.ts';
import { validate } from '../canonical/validate.ts';
import type { Contestant } from './contestant.ts';

/** It accepts what is not well-formed. */
export const txml: Contestant = {
  name: 'txml + ajv',
  reads: ['xml'],
  parse: (body) => {
    const root = parse(body.toString(), { decodeEntities: true }).find(
      (node) => typeof node === 'object' && node.tagName === 'Response',
    );
    return validate(normalize(treeOf((root as TNode).children)));
  },
};

function treeOf(children: readonly (string | TNode)[]): Tree {
  const [first] = children;
  if (first === undefined) return '';
  if (typeof first === 'string') return first;
  const tree: TreeObject = {};
  for (const child of children) if (typeof child === 'object') add(tree, child.tagName, treeOf(child.children));
  return tree;
}
