import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnySchemaObject } from 'ajv';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../src/build-model.ts';
import { createCompiler } from '../src/emit/validators/compile-validators.ts';
import { emitValidators } from '../src/emit/validators/index.ts';
import type { Mode } from '../src/emit/validators/field-rule.ts';
import { validationSchemas } from '../src/emit/validators/validation-schema.ts';
import { loadSchema } from '../src/load.ts';
import { kindOf, type Model } from '../src/model.ts';
import { type CanonicalObject, loadSamples, mapByReference } from '../src/verify/index.ts';
import { temporaryDirectory, writeFiles } from './support/directories.ts';
import { objectFile, repositorySchema, schemaWith } from './support/schemas.ts';

interface Violation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: unknown;
}

type Validator = ((value: unknown) => boolean) & { readonly errors?: readonly Violation[] | null };

/** The functions of generated modules, as core imports them. */
async function generateValidators(model: Model): Promise<Record<Mode, Readonly<Record<string, Validator>>>> {
  const directory = temporaryDirectory();
  writeFiles(directory, [
    ['package.json', '{ "type": "module" }'],
    ...emitValidators(model).map(({ path, content }) => [path, content] as const),
  ]);
  const load = async (mode: Mode) => {
    const modules = globSync(`validators/${mode}/**/*.js`, { cwd: directory }).map(
      async (path) => (await import(pathToFileURL(join(directory, path)).href)) as Readonly<Record<string, Validator>>,
    );
    return Object.assign({}, ...(await Promise.all(modules))) as Readonly<Record<string, Validator>>;
  };
  return { lenient: await load('lenient'), strict: await load('strict') };
}

function violationsOf(validator: Validator | undefined, value: unknown): readonly string[] {
  if (validator === undefined) throw new Error('There is no such validator');
  const valid = validator(value);
  const violations = (validator.errors ?? []).map(
    ({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${JSON.stringify(params)}`,
  );
  expect(valid).toBe(violations.length === 0);
  return violations.toSorted();
}

const echo = { JobId: 'j1', Operation: {}, State: 'Failed', Tag: 'Echo' };

async function echoValidators(
  properties: AnySchemaObject,
): Promise<(mode: Mode, operation: object, state?: string) => readonly string[]> {
  const validators = await generateValidators(
    buildModel(schemaWith({ 'jobs/echo.schema.json': { properties: { Operation: { properties } } } })),
  );
  return (mode, operation, state = 'Failed') =>
    violationsOf(validators[mode]['validateEchoJob'], { ...echo, State: state, Operation: operation });
}

describe('validators', () => {
  test('lenient wants types and what is required, and lets everything else pass', async () => {
    const check = await echoValidators({
      Mode: { type: 'string', enum: ['Fast', 'Slow'], description: 'A mode.' },
      Size: { type: 'string', 'x-kind': 'integer', description: 'A size.' },
    });
    expect(check('lenient', { Mode: 'Other', Size: 'big', Unknown: [1] })).toEqual([]);
    expect(check('lenient', { Mode: 1, Size: {} })).toEqual([
      '/Operation/Mode type {"type":"string"}',
      '/Operation/Size type {"type":"string"}',
    ]);
  });

  test('strict also wants documented values and kinds, and nothing unknown', async () => {
    const check = await echoValidators({
      Mode: { type: 'string', enum: ['Fast', 'Slow'], description: 'A mode.' },
      Size: { type: 'string', 'x-kind': 'integer', description: 'A size.' },
      Ratio: { type: 'string', 'x-kind': 'number', description: 'A ratio.' },
      Time: { type: 'string', 'x-kind': 'time', description: 'A time.' },
    });
    expect(check('strict', { Mode: 'Fast', Size: '-12', Ratio: '0.25', Time: '2022-07-01T10:12:26+0800' })).toEqual([]);
    expect(check('strict', { Time: '-' })).toEqual([]);
    expect(
      check('strict', { Mode: 'Other', Size: '1.5', Ratio: '1.', Time: '2022-07-01T10:12:26+08:00', Unknown: 'x' }),
    ).toEqual([
      '/Operation additionalProperties {"additionalProperty":"Unknown"}',
      '/Operation/Mode enum {"allowedValues":["Fast","Slow"]}',
      '/Operation/Ratio format {"format":"number"}',
      '/Operation/Size format {"format":"integer"}',
      '/Operation/Time format {"format":"time"}',
    ]);
  });

  test('strict tells of a value of another type once', async () => {
    const check = await echoValidators({
      Mode: { type: 'string', enum: ['Fast', 'Slow'], description: 'A mode.' },
      Size: { type: 'string', 'x-kind': 'integer', description: 'A size.' },
    });
    expect(check('strict', { Mode: 1, Size: 1 })).toEqual([
      '/Operation/Mode type {"type":"string"}',
      '/Operation/Size type {"type":"string"}',
    ]);
  });

  test('a number is a number in lenient mode, and what is documented of it in strict mode', async () => {
    const check = await echoValidators({
      Count: { type: 'integer', description: 'A count.' },
      Verdict: { type: 'integer', enum: [0, 1], description: 'A verdict.' },
    });
    expect(check('lenient', { Count: 1.5, Verdict: 7 })).toEqual([]);
    expect(check('lenient', { Count: '1' })).toEqual(['/Operation/Count type {"type":"number"}']);
    expect(check('strict', { Count: 1, Verdict: 1 })).toEqual([]);
    expect(check('strict', { Count: 1.5, Verdict: 0.5 })).toEqual([
      '/Operation/Count type {"type":"integer"}',
      '/Operation/Verdict numericEnum {"allowedValues":[0,1]}',
    ]);
    expect(check('strict', { Verdict: '1' })).toEqual(['/Operation/Verdict type {"type":"number"}']);
  });

  test('strict knows the three ways in which moments are written', async () => {
    const check = await echoValidators({
      Time: { type: 'string', 'x-kind': 'time', description: 'A time.' },
      Stamp: { type: 'string', 'x-kind': 'timestamp', description: 'A timestamp.' },
      Moment: { type: 'string', 'x-kind': 'datetime', description: 'A date and a time.' },
    });
    const [time, stamp, moment] = [
      '2022-07-01T10:12:26+0800',
      '2022-07-01T10:12:26+08:00',
      '2022-07-01 10:12:26+0800',
    ] as const;
    expect(check('strict', { Time: time, Stamp: stamp, Moment: moment })).toEqual([]);
    expect(check('strict', { Time: '-', Stamp: '2022-07-01T02:12:26.5Z', Moment: '-' })).toEqual([]);
    const wrong = ['/Moment format {"format":"datetime"}', '/Stamp format {"format":"timestamp"}'];
    expect(check('strict', { Stamp: time, Moment: stamp })).toEqual(wrong.map((text) => `/Operation${text}`));
    expect(check('strict', { Stamp: moment, Moment: time })).toEqual(wrong.map((text) => `/Operation${text}`));
    expect(check('strict', { Stamp: '-' })).toEqual(['/Operation/Stamp format {"format":"timestamp"}']);
  });

  test('strict wants what comes on success if the job has succeeded', async () => {
    const check = await echoValidators({
      Result: { type: 'string', description: 'A result.', 'x-presence': 'success' },
    });
    expect(check('strict', {}, 'Failed')).toEqual([]);
    expect(check('strict', {}, 'Success')).toEqual(['/Operation required {"missingProperty":"Result"}']);
    expect(check('lenient', {}, 'Success')).toEqual([]);
  });

  test('strict wants what comes on success of what an event holds, too', async () => {
    const text = { type: 'string', description: 'A text.' };
    const result = { State: text, Label: { ...text, 'x-presence': 'success' } };
    const { strict } = await generateValidators(
      buildModel(
        schemaWith({
          'callback.schema.json': {
            anyOf: ['task-finish', 'review', 'unknown'].map((name) => ({ $ref: `./events/${name}.schema.json` })),
          },
          'events/review.schema.json': {
            ...objectFile('Review', {
              EventName: { ...text, const: 'Review' },
              Result: { type: 'object', title: 'ReviewResult', description: 'A result.', properties: result },
            }),
            required: ['EventName'],
          },
        }),
      ),
    );
    const review = (State: string) =>
      violationsOf(strict['validateReview'], { EventName: 'Review', Result: { State } });
    expect(review('Failed')).toEqual([]);
    expect(review('Success')).toEqual(['/Result required {"missingProperty":"Label"}']);
  });

  test('no mode refuses unknown fields of unknown kinds', async () => {
    const validators = await generateValidators(buildModel(schemaWith()));
    const unknownJob = { JobId: 'j1', Operation: { New: 'x' }, State: 'Success', Tag: 'New', Other: 'y' };
    for (const mode of ['lenient', 'strict'] as const) {
      expect(violationsOf(validators[mode]['validateUnknownJob'], unknownJob)).toEqual([]);
      expect(violationsOf(validators[mode]['validateUnknownCallback'], { EventName: 'New', Other: {} })).toEqual([]);
    }
  });

  test('an event only wants its jobs to be objects', async () => {
    const { strict } = await generateValidators(buildModel(schemaWith()));
    expect(violationsOf(strict['validateTaskFinish'], { EventName: 'TaskFinish', JobsDetail: [{}, 'x'] })).toEqual([
      '/JobsDetail/1 type {"type":"object"}',
    ]);
  });

  test('tidied code finds what the compiler’s own finds, in every sample and with any field of it changed', async () => {
    const model = buildModel(await loadSchema(repositorySchema));
    const validators = await generateValidators(model);
    const samples = await loadSamples(repositorySchema);
    const callbacks = await Promise.all(samples.map(({ bytes }) => mapByReference(model, bytes)));
    for (const mode of ['lenient', 'strict'] as const) {
      const compiler = createCompiler();
      for (const schema of validationSchemas(model, mode)) compiler.addSchema(schema);
      const compare = (title: string, values: readonly unknown[]): void => {
        const original = compiler.getSchema(title) as Validator | undefined;
        for (const changed of values.flatMap((value) => [...variationsOf(value)]))
          expect(violationsOf(validators[mode][`validate${title}`], changed)).toEqual(violationsOf(original, changed));
      };
      for (const { title, jobs } of jobsByKind(model, callbacks)) compare(title, jobs);
      for (const event of model.events.known) {
        const ofKind = callbacks.filter(
          (callback) =>
            kindOf(model.events, callback['EventName'], (field) => Object.hasOwn(callback, field)) === event,
        );
        expect(ofKind.length).toBeGreaterThan(0);
        compare(event.title, event.name === 'TaskFinish' ? ofKind.slice(0, 4) : ofKind);
      }
    }
  });

  test('rules that bases share say what they say where they are repeated', async () => {
    const model = buildModel(await loadSchema(repositorySchema));
    const shared = await generateValidators(model);
    const repeated = await generateValidators(withoutBases(model));
    const samples = await loadSamples(repositorySchema);
    const callbacks = await Promise.all(samples.map(({ bytes }) => mapByReference(model, bytes)));
    for (const { title, jobs } of jobsByKind(model, callbacks)) {
      for (const changed of jobs.flatMap((job) => [...variationsOf(job)])) {
        for (const mode of ['lenient', 'strict'] as const) {
          const violations = violationsOf(shared[mode][`validate${title}`], changed);
          expect(violations).toEqual(violationsOf(repeated[mode][`validate${title}`], changed));
        }
      }
    }
  });
});

/** A model in which every definition has all its fields by itself. */
function withoutBases(model: Model): Model {
  const definitions = [...model.definitions].map(
    ([title, definition]) => [title, { ...definition, bases: [] }] as const,
  );
  return { ...model, definitions: new Map(definitions), bases: new Map() };
}

interface JobsOfKind {
  readonly title: string;
  readonly jobs: readonly unknown[];
}

/** For each kind of job a few of it, from callbacks. */
function jobsByKind({ jobs: { known, unknown } }: Model, callbacks: readonly CanonicalObject[]): readonly JobsOfKind[] {
  const jobs = callbacks.flatMap(jobsOf);
  const few = (isOfKind: (tag: unknown) => boolean): readonly unknown[] =>
    jobs.filter((job) => isOfKind((job as CanonicalObject)['Tag'])).slice(0, 4);
  return [
    ...known.map(({ name, title }) => ({ title, jobs: few((tag) => tag === name) })),
    { title: unknown, jobs: few((tag) => known.every(({ name }) => name !== tag)) },
  ];
}

function jobsOf({ JobsDetail: jobs }: CanonicalObject): readonly unknown[] {
  return Array.isArray(jobs) ? jobs : [];
}

/** A value, and the value with each of its parts in turn taken away, or made a number, a text or an object. */
function* variationsOf(value: unknown): Generator {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield Array.isArray(value)
      ? value.toSpliced(Number(key), 1)
      : Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    for (const other of [7, 'text', { Other: 'x' }, [], ...variationsOf(part)])
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
  }
}
