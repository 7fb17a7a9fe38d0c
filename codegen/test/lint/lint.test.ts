import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/diagnostics.ts';
import { lintSchema, mergedRules, writtenRules } from '../../src/lint/index.ts';
import { parseSchema } from '../../src/load.ts';
import { schemaTexts, schemaWith } from '../support/schemas.ts';
import { echo, envelope, operation } from './case.ts';

describe('lint', () => {
  test('finds nothing in the base schema', () => {
    expect(lintSchema(schemaWith())).toEqual([]);
  });

  test('has a case for every rule', () => {
    const sources = readdirSync(import.meta.dirname).map((file) =>
      readFileSync(join(import.meta.dirname, file), 'utf8'),
    );
    const codes = [...writtenRules, ...mergedRules].map(({ code }) => code);
    expect(codes.filter((code) => !sources.some((source) => source.includes(`code: '${code}'`)))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('names every rule with a sentence', () => {
    for (const { name } of [...writtenRules, ...mergedRules]) expect(name).toMatch(/^[A-Z].* .*[^.]$/);
  });

  test('tells of several problems at once', () => {
    const problems = lintSchema(
      schemaWith({ ...operation({ UserData: { description: null } }), [envelope]: { title: 'Job' } }),
    );
    expect(problems.map(({ code }) => code).toSorted()).toEqual(['description.missing', 'title.reserved']);
  });

  test('guesses which keyword was meant', () => {
    const [problem] = lintSchema(schemaWith(operation({ UserData: { xKind: 'integer' } })));
    expect(problem?.message).toBe('there is no keyword xKind: did you mean x-kind?');
  });

  test('does not tell twice of what the meta-schema refuses too', () => {
    const broken = operation({
      Rows: { type: 'array', description: 'Rows.', items: { type: 'array', items: { type: 'string' } } },
    });
    expect(lintSchema(schemaWith(broken)).map(({ code }) => code)).toEqual(['list.of-lists']);
  });

  test('does not depend on the order of files', () => {
    const texts = [...schemaTexts({ ...operation({ UserData: { description: null } }), [echo]: { title: 'Job' } })];
    const forwards = lintSchema(parseSchema(new Map(texts)));
    const backwards = lintSchema(parseSchema(new Map(texts.toReversed())));
    expect(formatDiagnostics(backwards)).toBe(formatDiagnostics(forwards));
  });

  test('says so when the meta-schema is no schema', () => {
    const texts = schemaTexts().set('vocabulary.schema.json', '{ "type": "nothing" }');
    expect(lintSchema(parseSchema(texts)).map(({ code }) => code)).toEqual(['vocabulary.unusable']);
  });
});
