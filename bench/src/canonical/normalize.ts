import { callbackRules, unknownRules, type FieldRules, type ObjectRules } from './rules.ts';

/** What all tree parsers can be configured to give: objects by name, arrays for what is repeated, text. */
export type Tree = string | Tree[] | TreeObject;
export interface TreeObject {
  [name: string]: Tree;
}

/**
 * What a careful user writes behind a parser: lists are arrays, empties are dropped. It leaves the keys as they come and checks
 * nothing, so it does less than core's mapper.
 */
export function normalize(root: unknown): object {
  return normalizeObject(root as TreeObject, callbackRules(root as object)) ?? {};
}

function normalizeObject(tree: TreeObject, { fields, required }: ObjectRules): TreeObject | undefined {
  const result: TreeObject = {};
  let empty = true;
  for (const name of Object.keys(tree)) {
    const field = fields.get(name);
    const value = tree[name] as Tree;
    const normal = field?.list === true ? normalizeList(value, field.rules) : normalizeValue(value, field?.rules);
    if (normal === undefined) continue;
    result[name] = normal;
    empty = false;
  }
  if (empty) return undefined;
  for (const name of required) result[name] ??= {};
  return result;
}

function normalizeValue(value: Tree, rules: FieldRules['rules']): Tree | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value)) {
    const entries = normalizeList(value, rules);
    return entries !== undefined && entries.length === 1 ? entries[0] : entries;
  }
  return normalizeObject(value, typeof rules === 'function' ? rules(value) : (rules ?? unknownRules));
}

function normalizeList(value: Tree, rules: FieldRules['rules']): Tree[] | undefined {
  const entries: Tree[] = [];
  for (const entry of Array.isArray(value) ? value : [value]) {
    const normal = normalizeValue(entry, rules);
    if (normal !== undefined) entries.push(normal);
  }
  return entries.length === 0 ? undefined : entries;
}
