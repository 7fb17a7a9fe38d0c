import { SaxesParser } from 'saxes';
import { isBlank, mixedText, setOwn, type LooseObject, type LooseValue } from '../../src/mapping/loose-value.ts';
import type { XmlRoot } from '../../src/xml/read-xml.ts';

/** What saxes makes of a document: its root as our reader shapes it, or the first error. */
export interface SaxesResult {
  readonly root: XmlRoot | undefined;
  readonly error: string | undefined;
  readonly encoding: string | undefined;
  readonly hasDoctype: boolean;
}

interface OpenElement {
  readonly name: string;
  text: string;
  children: Map<string, LooseValue[]> | undefined;
}

/** Reads a document with saxes by the rules of XML 1.0, whatever version 1.x it declares (5th edition, 2.8). */
export function readWithSaxes(text: string): SaxesResult {
  const parser = new SaxesParser({ xmlns: false, position: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  // Its own table has the names of Object.prototype too.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, predefined);
  // saxes takes one byte order mark away; this one spares the document's own, of which decoding has taken one already.
  const document = `\uFEFF${text}`;
  const open: OpenElement[] = [];
  let root: XmlRoot | undefined;
  let encoding: string | undefined;
  let hasDoctype = false;
  const addText = (piece: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('xmldecl', (declaration) => (encoding = declaration.encoding));
  parser.on('doctype', () => (hasDoctype = true));
  parser.on('processinginstruction', ({ target, body }) => {
    // [16] PI: white space must follow the target. saxes also takes a "?" there: <?p?x?>.
    if (!body.startsWith('?')) return;
    const passed = document.slice(0, parser.position).replaceAll(/\r\n?/g, '\n');
    if (passed.endsWith(`<?${target}${body}?>`)) throw new Error('no white space after the target of an instruction');
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', ({ name }) => open.push({ name, text: '', children: undefined }));
  parser.on('closetag', () => {
    const element = open.pop() as OpenElement;
    const content = contentOf(element);
    const parent = open.at(-1);
    if (parent === undefined) root = { name: element.name, content };
    else addChild(parent, element.name, content);
  });
  try {
    parser.write(document).close();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { root: undefined, error: error.message, encoding, hasDoctype };
  }
  return { root, error: undefined, encoding, hasDoctype };
}

const predefined = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

function addChild(parent: OpenElement, name: string, content: LooseValue): void {
  parent.children ??= new Map();
  const earlier = parent.children.get(name);
  if (earlier === undefined) parent.children.set(name, [content]);
  else earlier.push(content);
}

function contentOf({ text, children }: OpenElement): LooseValue {
  if (children === undefined) return text;
  const content: LooseObject = {};
  for (const [name, values] of children) setOwn(content, name, values.length === 1 ? values[0] : values);
  if (!isBlank(text)) content[mixedText] = text;
  return content;
}

/** Whether two contents are the same, with text beside elements and the order of names. */
export function sameContent(one: LooseValue, other: LooseValue): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((entry, index) => sameContent(entry, other[index]));
  }
  const names = Object.keys(one);
  const otherNames = Object.keys(other);
  if (names.length !== otherNames.length || one[mixedText] !== other[mixedText]) return false;
  return names.every(
    (name, index) => name === otherNames[index] && sameContent(ownValue(one, name), ownValue(other, name)),
  );
}

function ownValue(object: LooseObject, name: string): LooseValue {
  return name === '__proto__' ? (Object.getOwnPropertyDescriptor(object, name)?.value as LooseValue) : object[name];
}
