import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { runCommand } from './support/command.ts';
import { temporaryDirectory, writeFiles } from './support/directories.ts';

const repository = join(import.meta.dirname, '../..');

interface Core {
  readonly parseCallback: (body: string) => unknown;
  readonly validateCallback: (
    callback: unknown,
    options: { mode: string },
  ) => readonly { path: string; code: string }[];
}

test('a field that is added to the schema is everywhere after one command', { timeout: 60_000 }, async () => {
  const directory = temporaryDirectory();
  const [schema, core, docs] = ['schema', 'core', 'docs'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  cpSync(join(repository, 'schema'), schema, { recursive: true });
  cpSync(join(repository, 'packages/core/src'), core, { recursive: true });
  cpSync(join(repository, 'docs/reference'), docs, { recursive: true });
  writeFiles(directory, [
    ['package.json', '{ "type": "module" }'],
    ['.oxfmtrc.json', readFileSync(join(repository, '.oxfmtrc.json'), 'utf8')],
  ]);
  const args = ['--schema', schema, '--out', join(core, 'generated'), '--docs', docs];
  expect(await runCommand([...args, '--check'])).toMatchObject({ exitCode: 0 });

  addAttempts(join(schema, 'shared/job.schema.json'));
  const xml = sampleWith(schema, 'xml', '<QueueId>', '<Attempts>few</Attempts><QueueId>');
  sampleWith(schema, 'json', '"QueueId"', '"Attempts": "few", "QueueId"');

  const before = await runCommand([...args, '--check']);
  expect(before.exitCode).toBe(1);
  for (const file of [
    'types/shared/job.ts',
    'shapes/jobs/voice-separate.ts',
    'strict/shared/job.js',
    'VoiceSeparateJob.md',
  ])
    expect(before.errors).toContain(file);

  // Both mappers are compared here, with the samples that have the field.
  expect(await runCommand(args)).toMatchObject({ exitCode: 0, errors: '' });
  expect(await runCommand([...args, '--check'])).toMatchObject({ exitCode: 0 });

  const generated = (path: string): string => readFileSync(join(core, 'generated', path), 'utf8');
  expect(generated('types/shared/job.ts')).toContain(
    '/** How often the job was begun. An integer as text. */\n  Attempts?: IntegerText;',
  );
  expect(generated('shapes/jobs/voice-separate.ts')).toContain('Attempts: text,');
  expect(generated('kinds/jobs/voice-separate.ts')).toContain("Attempts: 'integer',");
  expect(readFileSync(join(docs, 'VoiceSeparateJob.md'), 'utf8')).toContain(
    '| `Attempts` | text |  | sometimes | integer |',
  );

  const { parseCallback, validateCallback } = (await import(pathToFileURL(join(core, 'index.ts')).href)) as Core;
  const callback = parseCallback(xml) as { readonly JobsDetail: readonly [{ readonly Attempts: string }] };
  expect(callback.JobsDetail[0].Attempts).toBe('few');
  // In the place that the schema gives it, not after the known fields.
  expect(Object.keys(callback.JobsDetail[0]).at(-1)).not.toBe('Attempts');
  expect(validateCallback(callback, { mode: 'strict' })).toContainEqual(
    expect.objectContaining({ path: '/JobsDetail/0/Attempts', code: 'invalid_integer' }),
  );
});

/** Adds a field that is invented: should the vendor send one of that name, the test needs another. */
function addAttempts(file: string): void {
  const job = JSON.parse(readFileSync(file, 'utf8')) as { properties: Record<string, unknown> };
  expect(Object.keys(job.properties)).not.toContain('Attempts');
  const { JobId: jobId, ...others } = job.properties;
  const attempts = {
    type: 'string',
    'x-kind': 'integer',
    description: 'How often the job was begun.',
    'x-presence': 'sometimes',
  };
  job.properties = { JobId: jobId, Attempts: attempts, ...others };
  writeFileSync(file, JSON.stringify(job));
}

/** Adds a copy of a sample in which something is replaced, and gives its text. */
function sampleWith(schema: string, extension: string, before: string, after: string): string {
  const samples = join(schema, 'samples/voice-separate');
  const text = readFileSync(join(samples, `workflow.${extension}`), 'utf8').replace(before, after);
  writeFileSync(join(samples, `attempts.${extension}`), text);
  return text;
}
