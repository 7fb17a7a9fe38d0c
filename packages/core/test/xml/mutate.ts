import type { Random } from './random.ts';
import { seeds } from './seeds.ts';

const encoder = new TextEncoder();

// What the grammar cares about, whole and in pieces, and what lies at the edges of its character classes.
const pieces: readonly Uint8Array[] = [
  [
    '<',
    '>',
    '/',
    '&',
    ';',
    '#',
    '"',
    "'",
    '=',
    '!',
    '?',
    '-',
    '[',
    ']',
    ' ',
    '\t',
    '\n',
    '\r',
    ':',
    '.',
    '0',
    'x',
    'a',
  ],
  ['</', '/>', '<!--', '-->', '--', '<![CDATA[', ']]>', ']]', '<?', '?>', '<?xml ', '<!', '<!DOCTYPE a>', '\r\n'],
  ['&amp;', '&#', '&#x', '&#60;', '&#xD800;', '&#0;', '&#x10FFFF;', '&#x110000;', '&nbsp;', '&toString;'],
  ['<a>', '</a>', '<b/>', ' b="1"', ' c', '<__proto__/>', ' version="1.0"', ' encoding="', 'utf-8', ' standalone="no"'],
  ['\u0000', '\u0001', '\u000B', '\u001F', '\u007F', '\u0085', '\u00A0', '·', '×', '÷', 'À', '\u02FF', '\u0300'],
  ['\u037E', '\u200B', '\u200C', '\u203F', '\u2028', '\u2190', '\u3000', '\uD7FF', '\uE000', '\uF900', '\uFDD0'],
  ['\uFEFF', '\uFFFD', '\uFFFE', '\uFFFF', '😀', '\u{EFFFF}', '\u{F0000}', '\u{10FFFF}'],
]
  .flat()
  .map((text) => encoder.encode(text));

// Bytes that UTF-8 gives a meaning or none: continuations, leads of each length, overlong forms, surrogates.
const loneBytes: readonly number[] = [
  0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff, 0xa0, 0x9f, 0x90,
];

type Mutation = (document: Uint8Array, random: Random) => Uint8Array;

const deleteSome: Mutation = (document, random) => {
  const at = random.below(document.length + 1);
  return splice(document, at, 1 + random.below(random.below(4) === 0 ? 30 : 3), []);
};

const deleteCharacter: Mutation = (document, random) => {
  const start = characterStart(document, random.below(document.length + 1));
  return splice(document, start, characterEnd(document, start) - start, []);
};

const insertPiece: Mutation = (document, random) =>
  splice(document, characterStart(document, random.below(document.length + 1)), 0, random.pick(pieces));

const replaceWithPiece: Mutation = (document, random) => {
  const start = characterStart(document, random.below(document.length + 1));
  return splice(document, start, characterEnd(document, start) - start, random.pick(pieces));
};

/** Between the bytes of a character too. */
const insertByte: Mutation = (document, random) =>
  splice(document, random.below(document.length + 1), 0, [random.pick(loneBytes)]);

const duplicate: Mutation = (document, random) => {
  const start = random.below(document.length + 1);
  const copy = document.subarray(start, start + 1 + random.below(40));
  return splice(document, random.below(3) === 0 ? random.below(document.length + 1) : start, 0, copy);
};

const swapMarkup: Mutation = (document, random) => {
  const at = nextMarkup(document, random.below(document.length + 1));
  const end = nextMarkup(document, at + 1);
  const moved = document.slice(at, end);
  return splice(splice(document, at, end - at, []), random.below(document.length - moved.length + 1), 0, moved);
};

const spliceSeeds: Mutation = (document, random) => {
  const other = random.pick(seeds);
  const head = document.subarray(0, nextMarkup(document, random.below(document.length + 1)));
  return splice(head, head.length, 0, other.subarray(nextMarkup(other, random.below(other.length + 1))));
};

const insertOtherMarkup: Mutation = (document, random) => {
  const other = random.pick(seeds);
  const start = nextMarkup(other, random.below(other.length + 1));
  const inserted = other.subarray(start, nextMarkup(other, start + 1 + random.below(20)));
  return splice(document, nextMarkup(document, random.below(document.length + 1)), 0, inserted);
};

// Well-formed wherever content may stand: they keep a document readable and give its tree more shapes.
const fragments: readonly Uint8Array[] = [
  ['<b/>', '<c d="é">😀</c>', '<é><b>1</b><b>2</b></é>', '<!--x-->', '<?p q?>', '<![CDATA[]]]>', '<![CDATA[<b/>é]]>'],
  ['&#x1F600;', '&lt;', 'é\r', '\r\n', ' ]] ', '&#13;', '😀', 'x'],
]
  .flat()
  .map((text) => encoder.encode(text));

const insertFragment: Mutation = (document, random) =>
  splice(document, nextMarkup(document, random.below(document.length + 1)), 0, random.pick(fragments));

const truncate: Mutation = (document, random) => document.subarray(0, random.below(document.length + 1));

const mutations: readonly Mutation[] = [
  deleteSome,
  deleteCharacter,
  insertPiece,
  insertPiece,
  replaceWithPiece,
  replaceWithPiece,
  insertByte,
  duplicate,
  swapMarkup,
  spliceSeeds,
  insertOtherMarkup,
  insertOtherMarkup,
  insertFragment,
  insertFragment,
  insertFragment,
  truncate,
];

/** A seed with one to three mutations: most of them break a document, few leave it well-formed. */
export function mutatedDocument(random: Random): Uint8Array {
  let document = random.pick(seeds);
  for (let count = 1 + random.below(3); count > 0; count--) document = random.pick(mutations)(document, random);
  return document;
}

function splice(document: Uint8Array, at: number, removed: number, inserted: ArrayLike<number>): Uint8Array {
  const rest = document.subarray(Math.min(at + removed, document.length));
  const result = new Uint8Array(at + inserted.length + rest.length);
  result.set(document.subarray(0, at));
  result.set(inserted, at);
  result.set(rest, at + inserted.length);
  return result;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function characterStart(document: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && isContinuation(document[start])) start--;
  return start;
}

function characterEnd(document: Uint8Array, start: number): number {
  let end = Math.min(start + 1, document.length);
  while (isContinuation(document[end])) end++;
  return end;
}

function nextMarkup(document: Uint8Array, from: number): number {
  const at = document.indexOf(0x3c, from);
  return at === -1 ? document.length : at;
}
