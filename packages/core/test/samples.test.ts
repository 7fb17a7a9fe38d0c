import { deepStrictEqual } from 'node:assert';
import { expect, it } from 'vitest';
import {
  CallbackError,
  formatJson,
  formatXml,
  MappingError,
  parseCallback,
  safeParseCallback,
  validateCallback,
  ValidationError,
} from '../src/index.ts';
import { invalidSamples, pairs, sample, validSamples } from './samples.ts';

it('there are samples', () => {
  expect(validSamples.length).toBeGreaterThan(30);
  expect(pairs.length).toBeGreaterThan(15);
  expect(invalidSamples.length).toBeGreaterThanOrEqual(40);
});

it.each(validSamples)('%s is the same after writing and parsing it again', (path) => {
  const callback = parseCallback(sample(path));
  deepStrictEqual(parseCallback(formatJson(callback)), callback);
  deepStrictEqual(parseCallback(formatXml(callback)), callback);
  deepStrictEqual(parseCallback(formatXml(callback, { indent: 2 })), callback);
  expect(JSON.stringify(parseCallback(formatXml(callback)))).toBe(JSON.stringify(callback));
});

it.each(validSamples.filter((path) => !path.startsWith('unknown/')))(
  '%s has nothing that strict validation finds',
  (path) => {
    expect(validateCallback(parseCallback(sample(path)), { mode: 'strict' })).toEqual([]);
  },
);

it.each(pairs)('%s and its JSON are the same callback', (xml, json) => {
  const fromXml = parseCallback(sample(xml));
  deepStrictEqual(parseCallback(sample(json)), fromXml);
  expect(JSON.stringify(parseCallback(sample(json)))).toBe(JSON.stringify(fromXml));
});

it.each(invalidSamples)('%s gives its coded error', (path, expected) => {
  const result = safeParseCallback(sample(path));
  expect(result.success).toBe(false);
  if (result.success) return;
  const { error } = result;
  expect(error).toBeInstanceOf(CallbackError);
  expect({ code: error.code, status: error.status }).toEqual({ code: expected.code, status: expected.status });
  if (expected.pointer !== undefined) {
    expect(
      error instanceof MappingError || error instanceof ValidationError
        ? error.issues.map(({ path: where }) => where)
        : [],
    ).toContain(expected.pointer);
  }
});
