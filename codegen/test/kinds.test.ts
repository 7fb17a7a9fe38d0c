import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../src/build-model.ts';
import { emitKinds } from '../src/emit/kinds/index.ts';
import { relativeSpecifier } from '../src/emit/module-imports.ts';
import { type Definition, definitionOf, type Field, type Model } from '../src/model.ts';
import { schemaWith } from './support/schemas.ts';

const base = buildModel(schemaWith());
const [eventName, jobsDetail] = definitionOf(base, 'TaskFinish').fields as readonly [Field, Field];

/** The base schema's model, in which TaskFinish is sent in a second form. */
function withSecondForm(fields: readonly Field[]): Model {
  const form: Definition = { ...definitionOf(base, 'TaskFinish'), title: 'TaskFinishForm', fields };
  const { events } = base;
  return {
    ...base,
    events: { ...events, known: [...events.known, { name: 'TaskFinish', title: form.title }] },
    definitions: new Map([...base.definitions, [form.title, form]]),
  };
}

function indexOf(model: Model): string {
  return emitKinds(model).find(({ path }) => path === 'kinds/index.ts')?.content ?? '';
}

describe('kinds', () => {
  test('of events with one name are in one table', () => {
    const time: Field = {
      ...jobsDetail,
      name: 'Time',
      type: { type: 'text', kind: 'time', constant: undefined, values: undefined },
    };
    const index = indexOf(withSecondForm([eventName, time]));
    expect(index).toContain("TaskFinish: {\nJobsDetail: 'job',\nTime: 'time',\n},\n");
    expect(index.match(/TaskFinish:/g)).toHaveLength(1);
  });

  test('of events with one name must not contradict each other', () => {
    const text: Field = { ...eventName, name: 'JobsDetail' };
    expect(() => emitKinds(withSecondForm([eventName, text]))).toThrow(/different fields JobsDetail/);
  });
});

test('what a module imports does not depend on the directory that the generator runs in', () => {
  const here = basename(process.cwd());
  expect(relativeSpecifier('kinds/index.ts', `../${here}/table.ts`)).toBe(`../../${here}/table.ts`);
  const above = basename(dirname(process.cwd()));
  expect(relativeSpecifier('kinds/jobs/echo.ts', `../${above}/table.ts`)).toBe(`../../../${above}/table.ts`);
});
