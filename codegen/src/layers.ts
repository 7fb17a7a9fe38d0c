import { pointerTo } from './json.ts';
import { resolveReference, type SchemaSet } from './load.ts';
import type { Located, SchemaNode } from './schema-node.ts';

/**
 * A schema taken apart into what refines what: targets of `$ref` and bases of `allOf` first, the schema's own keywords last.
 * Later layers win. References have to resolve and mustn't form a cycle.
 */
export type Layers = readonly Located[];

export function layersOf(schema: SchemaSet, at: Located): Layers {
  const { node, file, pointer } = at;
  const target = node.$ref === undefined ? undefined : resolveReference(schema, file, node.$ref);
  const bases = (node.allOf ?? []).map((base, index) => ({
    node: base,
    file,
    pointer: pointerTo(pointer, 'allOf', index),
  }));
  return [...[...(target ? [target] : []), ...bases].flatMap((base) => layersOf(schema, base)), at];
}

/** The layers of each property, in canonical order: a base's properties come first and keep their place when refined. */
export function propertiesOf(schema: SchemaSet, layers: Layers): ReadonlyMap<string, Layers> {
  const properties = new Map<string, Layers>();
  for (const { node, file, pointer } of layers) {
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const own = layersOf(schema, { node: property, file, pointer: pointerTo(pointer, 'properties', name) });
      properties.set(name, [...(properties.get(name) ?? []), ...own]);
    }
  }
  return properties;
}

/** The layers of a list's entries; empty for what is no list. */
export function itemsOf(schema: SchemaSet, layers: Layers): Layers {
  return layers.flatMap(({ node, file, pointer }) =>
    node.items === undefined ? [] : layersOf(schema, { node: node.items, file, pointer: pointerTo(pointer, 'items') }),
  );
}

/** The names that any layer requires. */
export function requiredOf(layers: Layers): ReadonlySet<string> {
  return new Set(layers.flatMap(({ node }) => node.required ?? []));
}

/** What the topmost layer that has a keyword says. */
export function keyword<Name extends keyof SchemaNode>(layers: Layers, name: Name): SchemaNode[Name] | undefined {
  return layers.findLast(({ node }) => node[name] !== undefined)?.node[name];
}

/** What a schema says, or else the nearest that it is written in: the objects around it, and the file. */
export function enclosing<Name extends keyof SchemaNode>(
  schema: SchemaSet,
  { file, pointer }: Located,
  name: Name,
): SchemaNode[Name] | undefined {
  return nodesAlong(schema.files.get(file), pointer).findLast((node) => node[name] !== undefined)?.[name];
}

/** The schemas on the way to a place in a file, from the file itself to what is there. */
function nodesAlong(root: SchemaNode | undefined, pointer: string): readonly SchemaNode[] {
  const steps = [...pointer.matchAll(/\/(?:properties\/([^/]+)|items)/g)];
  const nodes: (SchemaNode | undefined)[] = [root];
  for (const [, property] of steps)
    nodes.push(property === undefined ? nodes.at(-1)?.items : nodes.at(-1)?.properties?.[property]);
  return nodes.filter((node) => node !== undefined);
}

/**
 * The schema that is defined by some layers, when the others add nothing but annotations to it.
 * A reference with a description of its own is still the definition that it refers to; a refined one is another.
 */
export function definingSchema(schema: SchemaSet, layers: Layers): Located | undefined {
  const top = topDefinition(layers);
  if (top === undefined) return undefined;
  const own = new Set(layersOf(schema, top).map(placeOf));
  return layers.every((layer) => !isStructural(layer) || own.has(placeOf(layer))) ? top : undefined;
}

/** The last of the layers that says which fields there are, not only what they mean. */
export function topDefinition(layers: Layers): Located | undefined {
  return layers.findLast(isStructural);
}

/** Where a layer is written, as one text. */
export function placeOf({ file, pointer }: Located): string {
  return `${file}#${pointer}`;
}

// A file is a definition, and so is an object with a title, also when all that it has comes from its bases.
function isStructural({ node, pointer }: Located): boolean {
  return (
    pointer === '' ||
    node.title !== undefined ||
    node.properties !== undefined ||
    node.required !== undefined ||
    node.additionalProperties !== undefined
  );
}
