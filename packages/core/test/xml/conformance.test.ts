import { describe, expect, it } from 'vitest';
import { type ConformanceTest, readCatalogue, readDocumentOf } from './catalogue.ts';
import { decode, readDocument, type ReaderResult } from './disagreement.ts';
import { readWithSaxes, sameContent } from './read-with-saxes.ts';

interface Case {
  readonly test: ConformanceTest;
  readonly bytes: Uint8Array;
  readonly text: string;
}

type Group = 'not well-formed' | 'well-formed' | 'with DOCTYPE';

// Why a test says nothing about a reader of XML 1.0 (5th edition) without namespaces and DTD.
const exclusions: readonly (readonly [reason: string, applies: (test: ConformanceTest) => boolean])[] = [
  ['is about XML 1.1', ({ version, recommendation }) => version === '1.1' || recommendation === 'XML1.1'],
  ['is about Namespaces 1.1, which go with XML 1.1', ({ recommendation }) => recommendation === 'NS1.1'],
  [
    'breaks a rule of namespaces alone, which the reader leaves aside',
    ({ recommendation, type }) => recommendation.startsWith('NS1.0') && type === 'not-wf',
  ],
  ['is not for the fifth edition', ({ editions }) => editions.length > 0 && !editions.includes('5')],
  ['is an error that a processor may pass over', ({ type }) => type === 'error'],
  [
    // RFC 7303, 3.3, puts the mark above everything else, and decodeBody keeps to that.
    'has a byte order mark that its declaration contradicts, and the mark decides',
    ({ path }) => path === 'eduni/misc/007.xml' || path === 'eduni/misc/008.xml',
  ],
  ['has no file in the package', (test) => readDocumentOf(test) === undefined],
];

const excluded = new Map<string, number>();
const groups: Record<Group, Case[]> = { 'not well-formed': [], 'well-formed': [], 'with DOCTYPE': [] };

for (const test of readCatalogue()) {
  const reason = exclusions.find(([, applies]) => applies(test))?.[0];
  if (reason !== undefined) excluded.set(reason, (excluded.get(reason) ?? 0) + 1);
  else {
    const bytes = readDocumentOf(test) as Uint8Array;
    const entry = { test, bytes, text: decode(bytes).text };
    groups[groupOf(entry)].push(entry);
  }
}

function groupOf({ test, text }: Case): Group {
  if (prologOf(text) !== undefined) return 'with DOCTYPE';
  return test.type === 'not-wf' ? 'not well-formed' : 'well-formed';
}

/** What stands before a document type declaration, if there is one. */
function prologOf(text: string): string | undefined {
  const blanked = text.replaceAll(/<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>/gs, (hidden) => ' '.repeat(hidden.length));
  const at = blanked.indexOf('<!DOCTYPE');
  return at === -1 ? undefined : text.slice(0, at);
}

function codeOf(result: ReaderResult): string {
  return 'code' in result ? result.code : 'accepted';
}

/** The tests that the reader fails, by their path. */
function failures(group: Group, passes: (result: ReaderResult, entry: Case) => boolean): string[] {
  return groups[group]
    .map((entry) => ({ entry, result: readDocument(entry.bytes) }))
    .filter(({ entry, result }) => !passes(result, entry))
    .map(({ entry, result }) => `${entry.test.path}: ${codeOf(result)}`);
}

describe('the W3C suite for XML 1.0, 5th edition', () => {
  it('has as many tests as ever', () => {
    const counts = Object.entries(groups).map(([name, { length }]) => `${length} ${name}`);
    const reasons = [...excluded].map(([reason, count]) => `${count} ${reason}`);
    console.log(`conformance: ${counts.join(', ')}; excluded: ${reasons.join(', ')}`);
    expect(groups['not well-formed'].length).toBeGreaterThanOrEqual(227);
    expect(groups['well-formed'].length).toBeGreaterThanOrEqual(75);
    expect(groups['with DOCTYPE'].length).toBeGreaterThanOrEqual(1646);
  });

  it('a document that is not well-formed is refused', () => {
    expect(failures('not well-formed', (result) => 'code' in result)).toEqual([]);
  });

  it('a well-formed document is read as saxes reads it', () => {
    const same = (result: ReaderResult, { text }: Case): boolean => {
      const { root } = readWithSaxes(text);
      return (
        root !== undefined &&
        'root' in result &&
        result.root.name === root.name &&
        sameContent(result.root.content, root.content)
      );
    };
    expect(failures('well-formed', same)).toEqual([]);
  });

  it('a document type declaration is refused as such where what precedes it is well-formed', () => {
    const refused = (result: ReaderResult, { text }: Case): boolean => {
      const code = codeOf(result);
      // A root of our own makes a document of what precedes the declaration.
      const { root, encoding } = readWithSaxes(`${prologOf(text)}<a/>`);
      if (root === undefined) return code !== 'accepted';
      return (
        code === 'xml.doctype' ||
        (encoding !== undefined && /^body\.(?:unsupported_charset|invalid_encoding)$/.test(code))
      );
    };
    expect(failures('with DOCTYPE', refused)).toEqual([]);
  });
});
