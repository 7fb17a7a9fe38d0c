import { isBlank, isObject, mixedText, setOwn, type LooseObject, type LooseValue } from './loose-value.ts';

const attributes = '$';
const characters = '_';
const children = '$$';
const elementName = '#name';
const namespace = '$ns';

/**
 * Takes from a node of an xml2js tree what its options add beside the child elements: attributes (`$`), namespaces (`$ns`),
 * text (`_`) and children under a key of their own (`$$`, as an object or in document order).
 */
export function plainNode(node: LooseObject): LooseValue {
  if (![attributes, characters, children, elementName, namespace].some((key) => Object.hasOwn(node, key))) return node;
  const plain: LooseObject = {};
  for (const [key, value] of Object.entries(node)) if (!isDecoration(key, value)) setOwn(plain, key, value);
  if (Object.keys(plain).length === 0) addChildren(plain, node[children]);

  const text = node[characters];
  if (Object.keys(plain).length === 0) return text;
  if (typeof text === 'string' && !isBlank(text)) plain[mixedText] = text;
  return plain;
}

function isDecoration(key: string, value: LooseValue): boolean {
  if (key === attributes || key === namespace) return isObject(value);
  if (key === children) return typeof value === 'object';
  return key === characters || key === elementName;
}

function addChildren(plain: LooseObject, value: LooseValue): void {
  if (isObject(value)) for (const [name, child] of Object.entries(value)) setOwn(plain, name, child);
  if (!Array.isArray(value)) return;
  for (const child of value) {
    const name = isObject(child) ? child[elementName] : undefined;
    if (typeof name !== 'string' || name === '__text__') continue;
    const earlier = Object.hasOwn(plain, name) ? plain[name] : undefined;
    if (Array.isArray(earlier)) earlier.push(child);
    else setOwn(plain, name, [child]);
  }
}
