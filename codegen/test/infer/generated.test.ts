import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { runCommand } from '../support/command.ts';
import { temporaryDirectory, writeFiles } from '../support/directories.ts';
import { repositorySchema } from '../support/schemas.ts';
import { samplesOf, textsWithout, writtenOut } from './removed.ts';

const repository = join(import.meta.dirname, '../../..');

interface Core {
  readonly jobTags: readonly string[];
  readonly parseCallback: (body: Uint8Array) => unknown;
  readonly validateCallback: (callback: unknown, options: { mode: string }) => readonly unknown[];
}

// Encoded media, nested lists, refined shared objects, a job without queue and state, one without input.
const removed = ['transcode', 'video-tag', 'snapshot', 'words-generalize', 'tts'];

/** The repository's core, with a schema that lacks those types of jobs. */
function incompleteCopy(): { schema: string; core: string } {
  const directory = temporaryDirectory();
  const [schema, core] = [join(directory, 'schema'), join(directory, 'core')];
  writeFiles(schema, textsWithout(...removed));
  cpSync(join(repositorySchema, 'samples'), join(schema, 'samples'), { recursive: true });
  cpSync(join(repository, 'packages/core/src'), core, { recursive: true });
  rmSync(join(core, 'generated'), { recursive: true });
  writeFiles(directory, [
    ['package.json', '{ "type": "module" }'],
    ['.oxfmtrc.json', readFileSync(join(repository, '.oxfmtrc.json'), 'utf8')],
  ]);
  return { schema, core };
}

test('what is written for samples is generated from as soon as it is described, and maps them', async () => {
  const { schema, core } = incompleteCopy();
  const samples = (await Promise.all(removed.map(samplesOf))).flat();
  const bodies = samples.map(({ file }) => join(schema, file));
  expect(await runCommand(['infer', '--write', '--schema', schema, ...bodies])).toMatchObject({
    exitCode: 0,
    errors: '',
  });

  const generate = ['--schema', schema, '--out', join(core, 'generated')];
  const refused = await runCommand(generate);
  expect(refused.exitCode).toBe(1);
  for (const name of removed) {
    expect(refused.errors).toContain(`jobs/${name}.schema.json#\n  description.placeholder`);
    const file = join(schema, `jobs/${name}.schema.json`);
    writeFileSync(file, writtenOut(readFileSync(file, 'utf8')));
  }
  expect(await runCommand(generate)).toMatchObject({ exitCode: 0, errors: '' });

  const { jobTags, parseCallback, validateCallback } = (await import(
    pathToFileURL(join(core, 'index.ts')).href
  )) as Core;
  expect([...jobTags]).toEqual(expect.arrayContaining(['Transcode', 'VideoTag', 'Snapshot', 'WordsGeneralize', 'Tts']));
  for (const { file, bytes } of samples) {
    const callback = parseCallback(bytes);
    expect([file, validateCallback(callback, { mode: 'strict' })]).toEqual([file, []]);
  }
});
