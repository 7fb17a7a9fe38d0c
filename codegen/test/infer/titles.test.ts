import { describe, expect, test } from 'vitest';
import { kebabCase } from '../../src/emit/names.ts';
import { pascalCase, Titles } from '../../src/infer/titles.ts';
import { jobsOf } from '../../src/lint/rules/kinds.ts';
import { parseSchema } from '../../src/load.ts';
import { schemaWith } from '../support/schemas.ts';
import { jobNames, repositoryTexts } from './removed.ts';

test('the files of all known types are called as they would be', () => {
  const tags = jobsOf(parseSchema(repositoryTexts())).flatMap(({ name }) => name ?? []);
  expect(tags.map(kebabCase).toSorted()).toEqual(jobNames().toSorted());
});

test.each([
  ['Md5Info', 'md5-info'],
  ['AIFaceSwap', 'ai-face-swap'],
  ['SDRtoHDR', 'sdr-to-hdr'],
  ['AutoTune', 'auto-tune'],
  ['doc_Process.v2', 'doc-process-v2'],
])('the file of %s is called %s', (tag, file) => {
  expect(kebabCase(tag)).toBe(file);
});

test.each([
  ['SubErrMsg', 'SubErrMsg'],
  ['sentence_list', 'SentenceList'],
  ['sub-Err2code', 'SubErr2Code'],
])('%s is %s in the name of a type', (name, title) => {
  expect(pascalCase(name)).toBe(title);
});

describe('a title', () => {
  // Has the titles EchoJob and EchoOperation among others.
  const titles = () => new Titles(schemaWith());

  test.each([
    ['begins with what the file is about', 'Knit', ['Operation'], 'KnitOperation'],
    ['does so once', 'Knit', ['Operation', 'KnitResult'], 'KnitResult'],
    ['is that of the parameters, where it would be the type alone', 'Knit', ['Operation', 'Knit'], 'KnitParameters'],
    ['names what the object is in, if it is taken', 'Echo', ['Result', 'Operation'], 'EchoResultOperation'],
    ['has a number, if that does not help', 'Echo', ['Operation'], 'EchoOperation2'],
    ['is no word of generated code', 'Job', ['ByTag'], 'JobByTag2'],
  ])('%s', (_name, owner, path, title) => {
    expect(titles().ofObject(owner, path)).toBe(title);
  });

  test('is given once, whatever the case', () => {
    const given = titles();
    expect(given.ofFile('KnitJob')).toBe('KnitJob');
    expect(given.ofFile('KNITJob')).toBe('KNITJob2');
    expect(given.ofObject('Knit', ['A', 'Place'])).toBe('KnitPlace');
    expect(given.ofObject('Knit', ['B', 'Place'])).toBe('KnitBPlace');
    expect(given.ofObject('Knit', ['B', 'Place'])).toBe('KnitBPlace2');
    expect(given.ofObject('Knit', ['B', 'Place'])).toBe('KnitBPlace3');
  });
});
