import { keyword, layersOf, propertiesOf, requiredOf, type Layers } from './layers.ts';
import { resolveReference, type SchemaSet } from './load.ts';
import type { Located } from './schema-node.ts';

/** What the kinds at a dispatch point are told apart by. */
export type DecidingProperty = 'EventName' | 'Tag';

/** One of the schemas that a dispatch point chooses between. */
export interface Member {
  readonly at: Located;
  readonly layers: Layers;
  /** The text of the deciding property that chooses it; undefined for the unknown kind. */
  readonly name: string | undefined;
}

/** The schemas of a dispatch point: the known kinds, and last the one for everything else. */
export function membersOf(schema: SchemaSet, { node, file }: Located, property: DecidingProperty): readonly Member[] {
  return (node.anyOf ?? []).flatMap(({ $ref = '' }) => {
    const at = resolveReference(schema, file, $ref);
    if (at === undefined) return [];
    const layers = layersOf(schema, at);
    return [{ at, layers, name: keyword(propertiesOf(schema, layers).get(property) ?? [], 'const') }];
  });
}

/** The members with the name of one, without it: the other forms of the same thing. */
export function otherForms(members: readonly Member[], member: Member): readonly Member[] {
  return members.filter((other) => other !== member && other.name !== undefined && other.name === member.name);
}

/** The field that tells a form from the others: one that it always has, and none of them ever. */
export function tellingField(schema: SchemaSet, form: Member, others: readonly Member[]): string | undefined {
  const elsewhere = new Set(others.flatMap(({ layers }) => [...propertiesOf(schema, layers).keys()]));
  return [...requiredOf(form.layers)].find((name) => !elsewhere.has(name));
}

/** The schema that everything is reached from: the one with `x-root`. */
export function findRoot({ files }: SchemaSet): Located | undefined {
  for (const [file, node] of files) if (node['x-root'] !== undefined) return { node, file, pointer: '' };
  return undefined;
}
