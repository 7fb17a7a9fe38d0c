import { Parser } from 'xml2js';
import { isObject } from '../json.ts';
import { type BodyValue, objectOf } from './body-value.ts';

/** A body's root: for XML the name of the root element and what is in it, for JSON what the text holds. */
export type BodyRoot =
  | { readonly format: 'xml'; readonly name: string; readonly value: BodyValue }
  | { readonly format: 'json'; readonly value: BodyValue };

/** Reads a body with parsers that have nothing in common with core's. */
export async function readBody(bytes: Uint8Array): Promise<BodyRoot> {
  const text = decode(bytes);
  if (!text.trimStart().startsWith('<')) return { format: 'json', value: JSON.parse(text) as BodyValue };
  const parsed: unknown = await new Parser(parserOptions).parseStringPromise(text);
  const [root] = isObject(parsed) ? Object.entries(parsed) : [];
  if (root === undefined) throw new Error('The body has no root element');
  return { format: 'xml', name: root[0].slice(namePrefix.length), value: plain(root[1]) };
}

/** By the byte order mark alone, which the decoder takes away. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

// The parser looks names up in plain objects, where it would find those of Object.prototype, so none is left as it is.
const namePrefix = ':';
const textKey = '#text';

const parserOptions = {
  charkey: textKey,
  explicitArray: true,
  ignoreAttrs: true,
  tagNameProcessors: [(name: string): string => namePrefix + name],
};

function plain(node: unknown): BodyValue {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(plain);
  if (!isObject(node)) throw new Error(`The parser gave ${String(node)}`);
  const text = node[textKey];
  if (text !== undefined) throw new Error('Text stands beside elements');
  return objectOf(Object.entries(node).map(([name, value]) => [name.slice(namePrefix.length), plain(value)] as const));
}
