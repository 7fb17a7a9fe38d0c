import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../src/build-model.ts';
import { emitTypes } from '../src/emit/types/index.ts';
import { parseSchema, type SchemaSet } from '../src/load.ts';
import { temporaryDirectory, writeFiles } from './support/directories.ts';
import { readFiles, schemaTexts, schemaWith } from './support/schemas.ts';

const repository = join(import.meta.dirname, '../..');
const golden = join(import.meta.dirname, 'golden');

/** What the compiler says of some files, under the options of published code. */
function compile(files: Iterable<readonly [string, string]>): string {
  const directory = temporaryDirectory();
  const base = JSON.parse(readFileSync(join(repository, 'tsconfig.base.json'), 'utf8')) as { compilerOptions: object };
  const compilerOptions = {
    ...base.compilerOptions,
    lib: ['es2023', 'dom'],
    types: [],
    noEmit: true,
    skipLibCheck: false,
  };
  writeFiles(directory, [
    ...files,
    ['tsconfig.json', JSON.stringify({ compilerOptions })],
    ['package.json', '{ "type": "module" }'],
  ]);
  try {
    return execFileSync(join(repository, 'node_modules/.bin/tsc'), ['-p', directory], { encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
}

/** A file of core, or those of a folder of it, by their paths in it. */
function readCore(path: string): readonly (readonly [string, string])[] {
  const place = join(repository, 'packages/core/src', path);
  if (path.endsWith('.ts')) return [[path, readFileSync(place, 'utf8')]];
  return [...readFiles(place)].map(([name, content]) => [`${path}/${name}`, content]);
}

/** What is emitted for a schema, below a directory. */
async function typesOf(schema: SchemaSet, directory: string): Promise<readonly (readonly [string, string])[]> {
  const files = await emitTypes(buildModel(schema));
  return files.map(({ path, content }) => [`${directory}/${path}`, content]);
}

describe('types', () => {
  test('compile in every golden case, with what tables need of core', async () => {
    const cases = readdirSync(golden).filter((name) => name !== 'base');
    const files = await Promise.all(
      cases.map(async (name) =>
        typesOf(parseSchema(new Map([...schemaTexts(), ...readFiles(join(golden, name, 'schema'))])), name),
      ),
    );
    const base = [...readFiles(join(golden, 'base/expected'))].map(
      ([path, content]) => [`core/generated/${path}`, content] as const,
    );
    // What generated code names of core's own.
    const core = [
      'shape',
      'catalog/kinds.ts',
      'native/kind-table.ts',
      'objects/object-place.ts',
      'validation/form-validator.ts',
    ].flatMap((path) => readCore(path).map(([name, content]) => [`core/${name}`, content] as const));
    expect(compile([...files.flat(), ...base, ...core])).toBe('');
  });

  test('narrow by name, and leave unknown names to be read as strings', async () => {
    const types = await typesOf(
      schemaWith({
        'jobs/echo.schema.json': {
          properties: {
            Operation: { properties: { Mode: { type: 'string', enum: ['Fast', 'Slow'], description: 'A mode.' } } },
          },
        },
      }),
      'schema',
    );
    expect(compile([...types, ['usage.ts', usage]])).toBe('');
  });

  test('refuse what the schema does not have', async () => {
    const types = await typesOf(schemaWith(), 'schema');
    const wrong = `import type { EchoJob } from './schema/types/index.ts';\nexport const size = (job: EchoJob): string => job.Operation.Size;\n`;
    expect(compile([...types, ['usage.ts', wrong]])).toContain(
      "Property 'Size' does not exist on type 'EchoOperation'",
    );
  });

  test('say of an object that builds on others only what they do not', async () => {
    const schema = schemaWith({
      'jobs/echo.schema.json': {
        properties: {
          JobId: { description: 'Said in other words.' },
          State: { type: 'string', 'x-presence': 'sometimes' },
        },
      },
    });
    const types = new Map(await typesOf(schema, 'schema'));
    const [, declaration = ''] = (types.get('schema/types/jobs/echo.ts') ?? '').split('interface EchoJob ');
    expect(declaration).toMatch(/^extends JobEnvelope \{/);
    // When a field is there is not part of its type.
    expect([...declaration.matchAll(/^ *(\w+)\??:/gm)].map(([, name]) => name)).toEqual(['JobId', 'Operation', 'Tag']);
  });

  test('have every interface in the one file that is imported', async () => {
    const types = await typesOf(schemaWith(), 'schema');
    const used = `import type { EchoOperation, JobEnvelope, UnknownFields } from './schema/types/index.ts';\nexport type All = [EchoOperation, JobEnvelope, UnknownFields];\n`;
    expect(compile([...types, ['usage.ts', used]])).toBe('');
  });
});

const usage = `
import type { Callback, EchoJob, Job, JobTag, TaskFinish, UnknownCallback, UnknownJob } from './schema/types/index.ts';

type Equal<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
const sure = <Truth extends true>(truth: Truth): Truth => truth;

export function read(callback: Callback): string | undefined {
  if (callback.EventName === 'TaskFinish') {
    sure<Equal<typeof callback, TaskFinish>>(true);
    return callback.JobsDetail.map(readJob).join();
  }
  sure<Equal<typeof callback, UnknownCallback>>(true);
  return String(callback.EventName) + JSON.stringify(callback['Anything']);
}

function readJob(job: Job): string | undefined {
  switch (job.Tag) {
    case 'Echo':
      sure<Equal<typeof job, EchoJob>>(true);
      return job.Operation.Mode === 'Fast' ? 'fast' : job.Operation.Mode;
    default:
      sure<Equal<typeof job, UnknownJob>>(true);
      return String(job.Operation['Anything']);
  }
}

export const tag: JobTag = 'Echo';
sure<Equal<JobTag, 'Echo'>>(true);
export const mode: EchoJob['Operation']['Mode'] = 'a mode that nobody knew of';
`;
