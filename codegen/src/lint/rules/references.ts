import { resolveReference, type SchemaSet } from '../../load.ts';
import { findRoot } from '../../variants.ts';
import { nodesOf } from '../nodes.ts';
import type { Finding, Rule } from '../rule.ts';

/** Where references lead. */
export const referenceRules: readonly Rule[] = [
  {
    name: 'Every reference names a file of the schema',
    code: 'reference.unresolved',
    help: 'A `$ref` is a path relative to the file that it is written in, such as ../shared/input.schema.json.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        const { $ref } = node;
        if (typeof $ref !== 'string' || resolveReference(schema, file, $ref) !== undefined) continue;
        yield { at: { file, pointer: `${pointer}/$ref` }, message: `there is no file ${$ref} here` };
      }
    },
  },
  {
    name: 'References form no cycle',
    code: 'reference.cycle',
    help: 'Bodies are of limited depth, and so is the schema: leave the inner object to be an unknown field, or name its levels.',
    *find(schema) {
      const edges = referencesByFile(schema);
      const found = new Set<string>();
      for (const file of edges.keys()) yield* findCycles(edges, file, [], found);
    },
  },
  {
    name: 'Every file is reached from the root',
    code: 'file.unreachable',
    help: 'Refer to the file, or delete it.',
    *find(schema) {
      const root = findRoot(schema);
      if (root === undefined) return;
      const edges = referencesByFile(schema);
      const reached = new Set([root.file]);
      for (const file of reached) for (const { target } of edges.get(file) ?? []) reached.add(target);
      for (const file of schema.files.keys()) {
        if (!reached.has(file))
          yield { at: { file, pointer: '' }, message: `nothing that ${root.file} leads to refers to the file` };
      }
    },
  },
];

interface Reference {
  readonly target: string;
  readonly at: Finding['at'];
}

function referencesByFile(schema: SchemaSet): ReadonlyMap<string, readonly Reference[]> {
  const references = new Map<string, Reference[]>([...schema.files.keys()].map((file) => [file, []]));
  for (const { node, file, pointer } of nodesOf(schema)) {
    const target = typeof node['$ref'] === 'string' ? resolveReference(schema, file, node['$ref']) : undefined;
    if (target !== undefined)
      references.get(file)?.push({ target: target.file, at: { file, pointer: `${pointer}/$ref` } });
  }
  return references;
}

/** Follows references until they come back to a file on the way, and reports each such way once. */
function* findCycles(
  edges: ReadonlyMap<string, readonly Reference[]>,
  file: string,
  way: readonly string[],
  finished: Set<string>,
): Generator<Finding> {
  if (finished.has(file)) return;
  const here = [...way, file];
  for (const { target, at } of edges.get(file) ?? []) {
    const start = here.indexOf(target);
    if (start === -1) yield* findCycles(edges, target, here, finished);
    else yield { at, message: `the references lead in a circle: ${[...here.slice(start), target].join(' → ')}` };
  }
  finished.add(file);
}
