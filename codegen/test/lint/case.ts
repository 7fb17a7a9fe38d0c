import { expect, test } from 'vitest';
import { lintSchema } from '../../src/lint/index.ts';
import { schemaWith, type SchemaPatch } from '../support/schemas.ts';

export { objectFile } from '../support/schemas.ts';

/** A rule, a schema that doesn't meet it, and one that comes close and does. */
export interface RuleCase {
  readonly code: string;
  readonly broken: SchemaPatch;
  /** Where, as `file#pointer`. */
  readonly at: readonly string[];
  readonly fine: SchemaPatch;
}

/** Tests that a rule finds what is broken, and that nothing is wrong with what is fine. */
export function testRule({ code, broken, at, fine }: RuleCase): void {
  test(`${code} is found`, () => {
    const found = lintSchema(schemaWith(broken)).filter((problem) => problem.code === code);
    expect(found.map(({ file, pointer }) => `${file}#${pointer}`)).toEqual(at);
  });

  test(`${code} is not found where it comes close`, () => {
    expect(lintSchema(schemaWith(fine))).toEqual([]);
  });
}

export const echo = 'jobs/echo.schema.json';
export const unknownJob = 'jobs/unknown.schema.json';
export const envelope = 'shared/job.schema.json';
export const taskFinish = 'events/task-finish.schema.json';
export const unknownEvent = 'events/unknown.schema.json';
export const callback = 'callback.schema.json';

/** Properties of the echo job's operation. */
export function operation(properties: SchemaPatch): SchemaPatch {
  return { [echo]: { properties: { Operation: { properties } } } };
}
