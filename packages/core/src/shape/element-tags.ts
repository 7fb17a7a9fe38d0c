import { byteText, type ByteText } from './byte-text.ts';

/** What a document has where an element starts and ends. */
export interface ElementTags {
  readonly name: string;
  /** `<Name`, of a start tag with more in it. */
  readonly openTag: ByteText;
  /** `<Name>` */
  readonly startTag: ByteText;
  /** `</Name>` */
  readonly endTag: ByteText;
}

// Many objects have fields of the same names.
const byName: Map<string, ElementTags> = /* @__PURE__ */ new Map();

export /* @__NO_SIDE_EFFECTS__ */ function elementTags(name: string): ElementTags {
  const known = byName.get(name);
  if (known !== undefined) return known;
  const tags = { name, openTag: byteText(`<${name}`), startTag: byteText(`<${name}>`), endTag: byteText(`</${name}>`) };
  byName.set(name, tags);
  return tags;
}
