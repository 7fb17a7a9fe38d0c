import { FormatError } from '../errors/index.ts';
import { isName } from './name.ts';

/** How text is laid out. */
export interface FormatOptions {
  /** How many spaces each level is indented by, 10 at most; without it everything stands in one line. */
  readonly indent?: number | undefined;
}

/** Writes an object as the XML of a callback: lists as repeated elements, what is undefined not at all. */
export class XmlWriter {
  readonly #indent: number;
  #xml = '';

  constructor(indent: number) {
    this.#indent = indent;
  }

  /** [39] element, https://www.w3.org/TR/xml/#NT-element */
  writeDocument(rootName: string, root: object): string {
    this.#writeElement(rootName, root, 0);
    return this.#indent === 0 ? this.#xml : this.#xml.slice(1);
  }

  #writeElement(name: string, value: unknown, depth: number): void {
    if (value === undefined || value === null) return;
    if (!isName(name))
      throw new FormatError(
        'format.invalid_name',
        `${JSON.stringify(name.slice(0, 40))} can't be the name of an XML element.`,
      );
    this.#breakLine(depth);
    if (typeof value !== 'object') this.#writeLeaf(name, value);
    else {
      const children = Object.entries(value).filter(([, child]) => child !== undefined && child !== null);
      if (children.length === 0) this.#xml += `<${name}/>`;
      else {
        this.#xml += `<${name}>`;
        for (const [childName, child] of children) this.#writeField(childName, child, depth + 1);
        this.#breakLine(depth);
        this.#xml += `</${name}>`;
      }
    }
  }

  #writeField(name: string, value: unknown, depth: number): void {
    if (!Array.isArray(value)) return this.#writeElement(name, value, depth);
    for (const entry of value as readonly unknown[]) {
      if (Array.isArray(entry))
        throw new FormatError('format.nested_list', `${name} is a list of lists, which XML can't hold.`);
      this.#writeElement(name, entry, depth);
    }
  }

  #writeLeaf(name: string, value: unknown): void {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw new FormatError('format.unsupported_value', `${name} is a ${typeof value}, which has no text.`);
    }
    this.#xml += value === '' ? `<${name}/>` : `<${name}>${escapeText(String(value), name)}</${name}>`;
  }

  #breakLine(depth: number): void {
    if (this.#indent > 0) this.#xml += `\n${' '.repeat(this.#indent * depth)}`;
  }
}

const unsafe = /[<>&\r]/g;
const escapes: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '\r': '&#13;' };
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** [14] CharData, https://www.w3.org/TR/xml/#NT-CharData. A carriage return must be a reference, or reading makes it a line feed. */
function escapeText(text: string, name: string): string {
  const wrong = forbidden.exec(text);
  if (wrong !== null) {
    const code = (wrong[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
    throw new FormatError('format.invalid_character', `The text of ${name} holds U+${code}, which XML can't hold.`);
  }
  return text.replaceAll(unsafe, (character) => escapes[character] as string);
}
