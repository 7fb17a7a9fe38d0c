import { decodeBody } from '../../src/decode/decode-body.ts';
import type { ResolvedLimits } from '../../src/api/options.ts';
import { CallbackError, MappingError, parseXml } from '../../src/index.ts';
import { readXml, type XmlRoot } from '../../src/xml/read-xml.ts';
import { readWithSaxes, sameContent, type SaxesResult } from './read-with-saxes.ts';

/** What our reader makes of a document: its root, or the code of its error. */
export type ReaderResult = { readonly root: XmlRoot } | { readonly code: string };

/** The reader's verdict, and in what it differs from the one that is due. */
export interface Comparison {
  readonly accepted: boolean;
  readonly problem: string | undefined;
}

// Far beyond what a mutated document reaches: limits are tested elsewhere.
const limits: ResolvedLimits = { bytes: 1 << 22, depth: 1000, elements: 1 << 20, attributes: 1 << 20 };

/** Reads a document as parseXml does. Anything but a CallbackError comes through. */
export function readDocument(body: Uint8Array | string): ReaderResult {
  try {
    const { content, encodingKnown } = decodeBody(body, undefined, limits.bytes);
    return { root: readXml(content, encodingKnown, limits) };
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    return { code: error.code };
  }
}

/** Compares our reader with saxes, as bytes and as a string. What saxes leaves open has a rule of its own below. */
export function compareWithSaxes(bytes: Uint8Array): Comparison {
  const ours = readDocument(bytes);
  const accepted = 'root' in ours;
  const decoded = decode(bytes);
  const saxes = readWithSaxes(decoded.text);
  const problem = differs(ours, expected(saxes, decoded)) ?? differsAsCallback(bytes, ours);
  if (problem !== undefined) return { accepted, problem: `as bytes: ${problem}` };
  // Of a string a leading U+FEFF is taken for a byte order mark, which decoding has already taken away here.
  if (!decoded.valid || decoded.text.startsWith('\uFEFF')) return { accepted, problem: undefined };
  const asString = differs(readDocument(decoded.text), expected(saxes, { ...decoded, encodingKnown: true }));
  return { accepted, problem: asString === undefined ? undefined : `as a string: ${asString}` };
}

/** parseXml has a reader of its own for callbacks, which must accept and refuse what the other does, with the same code. */
function differsAsCallback(bytes: Uint8Array, ours: ReaderResult): string | undefined {
  let code = 'accepted';
  try {
    parseXml(bytes, { validation: 'off', limits });
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    // What a callback can't be is well-formed all the same.
    if (!(error instanceof MappingError)) code = error.code;
  }
  const due = 'root' in ours ? 'accepted' : ours.code;
  if (code === due || (code === 'body.empty' && due === 'xml.no_root')) return undefined;
  return `parseXml: ${code}, readXml: ${due}`;
}

export interface Decoded {
  readonly text: string;
  /** Whether the bytes are in the encoding at all; the text has U+FFFD where they are not. */
  readonly valid: boolean;
  readonly encodingKnown: boolean;
}

/** By the byte order mark, else as UTF-8. */
export function decode(bytes: Uint8Array): Decoded {
  const mark = Buffer.from(bytes.subarray(0, 3)).toString('hex');
  const encoding = mark.startsWith('fffe') ? 'utf-16le' : mark.startsWith('feff') ? 'utf-16be' : 'utf-8';
  const encodingKnown = encoding !== 'utf-8' || mark === 'efbbbf';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), valid: true, encodingKnown };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), valid: false, encodingKnown };
  }
}

/** The root that is due, else the code of the error, or `refused` where saxes refuses too and any code will do. */
function expected(saxes: SaxesResult, { text, valid, encodingKnown }: Decoded): XmlRoot | string {
  if (saxes.root === undefined) return 'refused';
  // Rule 1: saxes takes a string and lets the declared encoding be. We read UTF-8 and its subset alone.
  const encoding = encodingKnown ? undefined : saxes.encoding?.toLowerCase();
  if (encoding !== undefined && !/^(?:utf-?8|(?:us-)?ascii)$/.test(encoding))
    return valid ? 'body.unsupported_charset' : 'refused';
  // Rule 2: saxes passes over a DTD, we refuse it.
  if (saxes.hasDoctype) return valid ? 'xml.doctype' : 'refused';
  if (!valid || (encoding?.endsWith('ascii') === true && /[^\p{ASCII}]/u.test(text))) return 'body.invalid_encoding';
  return saxes.root;
}

function differs(ours: ReaderResult, due: XmlRoot | string): string | undefined {
  if ('code' in ours) {
    if (due === 'refused' || due === ours.code) return undefined;
    return `refused with ${ours.code}, expected ${typeof due === 'string' ? due : 'acceptance'}`;
  }
  if (typeof due === 'string') return `accepted, expected ${due}`;
  if (ours.root.name === due.name && sameContent(ours.root.content, due.content)) return undefined;
  return `read as ${JSON.stringify(ours.root)}, expected ${JSON.stringify(due)}`;
}
