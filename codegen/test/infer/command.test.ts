import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withEntry } from '../../src/infer/write-proposal.ts';
import { lintSchema } from '../../src/lint/index.ts';
import { loadSchema } from '../../src/load.ts';
import { runCommand } from '../support/command.ts';
import { temporaryDirectory, writeFiles } from '../support/directories.ts';
import { readFiles, schemaTexts } from '../support/schemas.ts';
import { failedJob, job, json, xml } from './bodies.ts';

interface Project {
  readonly schema: string;
  readonly infer: (...args: readonly string[]) => ReturnType<typeof runCommand>;
}

/** The base schema, and bodies in files. */
function project(bodies: Readonly<Record<string, string>>): Project {
  const directory = temporaryDirectory();
  const schema = join(directory, 'schema');
  writeFiles(schema, schemaTexts());
  writeFiles(directory, Object.entries(bodies));
  const paths = Object.keys(bodies).map((name) => join(directory, name));
  return { schema, infer: (...args) => runCommand(['infer', '--schema', schema, ...args, ...paths]) };
}

const twoJobs = {
  'one.xml': xml(job({ Stitches: ['a secret', 'another'], UserData: 'a' })),
  'other.json': json(failedJob({ Stitches: 'b', Thread: {} })),
};

describe('infer', () => {
  test('prints a file for a new type, its place, and what it rests on, and writes nothing', async () => {
    const { schema, infer } = project(twoJobs);
    const before = [...readFiles(schema)];
    const { exitCode, output, errors } = await infer();
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    expect(output).toContain(
      'Embroider is not in the schema: a new type, seen in 2 jobs.\n\njobs/embroider.schema.json\n  {\n',
    );
    expect(output).toContain(
      'events/task-finish.schema.json#/properties/JobsDetail/items/anyOf, before ../jobs/unknown.schema.json\n' +
        '  {"$ref":"../jobs/embroider.schema.json"}\n',
    );
    expect(output).toMatch(
      /^ {2}Operation\.Stitches +list of text, always +in 2 of 2, 2 jobs; repeated in 1 XML body$/m,
    );
    expect(output).toContain('Not proposed, for you to decide:\n  Embroider Operation.Thread: empty in every body');
    expect(output).not.toContain('secret');
    expect([...readFiles(schema)]).toEqual(before);
  });

  test('prints a field for a known type, and its place', async () => {
    const { infer } = project({ 'echo.json': json(job({ UserData: 'a', Volume: '5' }, { Tag: 'Echo' })) });
    const { output } = await infer();
    expect(output).toContain(
      'jobs/echo.schema.json#/properties/Operation/properties/Volume, behind UserData\n  {\n    "type": "string",\n',
    );
    expect(output).toContain('Compared with the schema: TaskFinish (1 body), Echo (1 job).');
  });

  test('says so if there is nothing to propose', async () => {
    const echo = { JobId: 'j', State: 'Success', Tag: 'Echo', Operation: { UserData: 'a' } };
    const { infer } = project({ 'echo.json': json(echo), 'echo.xml': xml(echo) });
    expect((await infer()).output).toBe(
      'The bodies show nothing that the schema lacks.\n\nCompared with the schema: TaskFinish (2 bodies), Echo (1 job).\n',
    );
    expect((await infer('--write')).output).toContain('Nothing to write');
  });

  test('shows names out of bodies harmlessly', async () => {
    const operation = `{"\\u001b[2J":"a"}`;
    const { infer } = project({ 'one.json': json(job('OPERATION')).replace('"OPERATION"', operation) });
    const { output } = await infer();
    expect(output).not.toContain('\u001b');
    expect(output).toContain('Embroider "Operation.\\u001b[2J": not a name that a field can have');
  });

  test('names every body that can not be read, and proposes nothing', async () => {
    const { infer } = project({ ...twoJobs, 'broken.xml': '<Response>', 'broken.json': '{' });
    const { exitCode, output, errors } = await infer();
    expect(exitCode).toBe(1);
    expect(output).toBe('');
    expect(errors).toMatch(/broken\.json#\n {2}body\.unreadable: .*\n.*\n\n.*broken\.xml#\n {2}body\.unreadable: /);
  });

  test('refuses a schema that is wrong, but not one whose descriptions are still to be written', async () => {
    const { schema, infer } = project(twoJobs);
    expect((await infer('--write')).exitCode).toBe(0);
    expect(await infer()).toMatchObject({ exitCode: 0, errors: '' });
    const other = join(schema, 'shared/other.schema.json');
    const unreachable = {
      ...(JSON.parse(schemaTexts().get('shared/job.schema.json') ?? '') as object),
      title: 'Other',
    };
    writeFileSync(other, JSON.stringify(unreachable));
    expect(await infer()).toMatchObject({ exitCode: 0, errors: '' });
    writeFileSync(other, '{ "titel": "Other" }');
    const { exitCode, errors } = await infer();
    expect(exitCode).toBe(1);
    expect(errors).toContain('shared/other.schema.json#/titel\n  keyword.unknown');
  });
});

describe('infer --write', () => {
  test('writes the file of a new type, and names it in the event, changing nothing else', async () => {
    const { schema, infer } = project(twoJobs);
    const before = readFiles(schema);
    const { exitCode, output } = await infer('--write');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/\nWritten: jobs\/embroider\.schema\.json, events\/task-finish\.schema\.json\n$/);
    const after = readFiles(schema);
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed).toEqual(['events/task-finish.schema.json', 'jobs/embroider.schema.json']);
    const event = 'events/task-finish.schema.json';
    expect(after.get(event)).toBe(
      before
        .get(event)
        ?.replace(
          '{ "$ref": "../jobs/unknown',
          '{ "$ref": "../jobs/embroider.schema.json" }, { "$ref": "../jobs/unknown',
        ),
    );
    const codes = new Set(lintSchema(await loadSchema(schema)).map(({ code }) => code));
    expect([...codes]).toEqual(['description.placeholder']);
  });

  test('writes no field into a file that is there', async () => {
    const { schema, infer } = project({ 'echo.json': json(job({ Volume: '5' }, { Tag: 'Echo' })) });
    const before = [...readFiles(schema)];
    expect((await infer('--write')).output).toContain('Nothing to write: fields go into files by hand.');
    expect([...readFiles(schema)]).toEqual(before);
  });

  test.each([
    ['a file is there', { 'one.json': json(job({ A: 'a' }, { Tag: 'ECHO' })) }, 'jobs/echo.schema.json'],
    [
      'two types would have one file',
      {
        'one.json': json(job({ A: 'a' }, { Tag: 'KnitSocks' })),
        'two.json': json(job({ A: 'a' }, { Tag: 'Knit-Socks' })),
      },
      'jobs/knit-socks.schema.json',
    ],
  ])('writes nothing if %s', async (_name, bodies, file) => {
    const { schema, infer } = project(bodies);
    const before = [...readFiles(schema)];
    const { exitCode, errors } = await infer('--write');
    expect(exitCode).toBe(1);
    expect(errors).toContain(`${file}#\n  file.taken`);
    expect([...readFiles(schema)]).toEqual(before);
  });

  test('puts two types in their places', async () => {
    const { schema, infer } = project({
      'one.json': json([job({ A: 'a' }, { Tag: 'Zip' }), job({ A: 'a' }, { Tag: 'Darn' })]),
    });
    expect((await infer('--write')).exitCode).toBe(0);
    const event = readFileSync(join(schema, 'events/task-finish.schema.json'), 'utf8');
    expect([...event.matchAll(/jobs\/([a-z]+)/g)].map(([, name]) => name)).toEqual(['darn', 'echo', 'zip', 'unknown']);
  });
});

test('an entry is written like the one that it goes before', () => {
  const entry = { reference: './b.schema.json', before: './c.schema.json' };
  const expanded = (...names: readonly string[]): string =>
    JSON.stringify({ anyOf: names.map((name) => ({ $ref: `./${name}.schema.json` })) }, undefined, 2);
  expect(withEntry(expanded('a', 'c'), entry)).toBe(expanded('a', 'b', 'c'));
  expect(withEntry(expanded('c', 'd'), entry)).toBe(expanded('b', 'c', 'd'));
  expect(withEntry('[{"$ref":"./c.schema.json"}]', entry)).toBe(
    '[{"$ref":"./b.schema.json"}, {"$ref":"./c.schema.json"}]',
  );
});
