import { posix } from 'node:path';
import type { SchemaNode } from '../schema-node.ts';

/** The schemas in a file, from the file itself to those of fields and entries. */
export function* definitionsIn(node: SchemaNode): Generator<SchemaNode> {
  yield node;
  for (const property of Object.values(node.properties ?? {})) yield* definitionsIn(property);
  if (node.items !== undefined) yield* definitionsIn(node.items);
}

/** How one file of the schema refers to another. */
export function referenceFrom(file: string, target: string): string {
  const path = posix.relative(posix.dirname(file), target);
  return path.startsWith('.') ? path : `./${path}`;
}
