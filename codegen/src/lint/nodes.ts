import { isObject, pointerTo, type JsonObject } from '../json.ts';
import type { SchemaSet } from '../load.ts';

/** A schema as it is written, whatever it may be: lint can't rely on what it has yet to check. */
export interface WrittenNode {
  readonly node: JsonObject;
  readonly file: string;
  readonly pointer: string;
  readonly role: 'file' | 'property' | 'items' | 'base' | 'choice';
}

/** Every schema of every file, parents first. */
export function* nodesOf({ files }: SchemaSet): Generator<WrittenNode> {
  for (const [file, node] of files) if (isObject(node)) yield* nodesIn({ node, file, pointer: '', role: 'file' });
}

export function propertiesIn(node: JsonObject): readonly (readonly [string, JsonObject])[] {
  const { properties } = node;
  return isObject(properties)
    ? Object.entries(properties).flatMap(([name, property]) => (isObject(property) ? [[name, property] as const] : []))
    : [];
}

function* nodesIn(at: WrittenNode): Generator<WrittenNode> {
  yield at;
  const { node, file, pointer } = at;
  for (const [name, property] of propertiesIn(node))
    yield* nodesIn({ node: property, file, pointer: pointerTo(pointer, 'properties', name), role: 'property' });
  const { items } = node;
  if (isObject(items)) yield* nodesIn({ node: items, file, pointer: pointerTo(pointer, 'items'), role: 'items' });
  for (const [keyword, role] of [['allOf', 'base'] as const, ['anyOf', 'choice'] as const]) {
    const members = node[keyword];
    if (!Array.isArray(members)) continue;
    for (const [index, member] of members.entries()) {
      if (isObject(member)) yield* nodesIn({ node: member, file, pointer: pointerTo(pointer, keyword, index), role });
    }
  }
}
