import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { run } from '../src/cli.ts';
import { RecordingTerminal } from './support/command.ts';
import { temporaryDirectory, writeFiles } from './support/directories.ts';
import { schemaTexts } from './support/schemas.ts';

test('--watch generates anew after each change, tells what is wrong, and stays', async () => {
  const directory = temporaryDirectory();
  const [schema, out] = [join(directory, 'schema'), join(directory, 'core/generated')];
  writeFiles(schema, schemaTexts());
  const job = join(schema, 'jobs/echo.schema.json');
  const types = (): string => readFileSync(join(out, 'types/jobs/echo.ts'), 'utf8');
  const stop = new AbortController();
  const terminal = new RecordingTerminal(stop.signal);
  const ended = run(['--schema', schema, '--out', out, '--watch'], terminal);

  await vi.waitFor(() => {
    expect(terminal.output).toMatch(/Watching[^]* files, /);
  }, 5000);
  const text = readFileSync(job, 'utf8');
  writeFileSync(job, text.replace('"EchoOperation"', '"Echoing"'));
  await vi.waitFor(() => {
    expect(types()).toContain('interface Echoing');
  }, 5000);

  writeFileSync(job, '{');
  await vi.waitFor(() => {
    expect(terminal.errors).toContain('file.unreadable');
  }, 5000);

  writeFileSync(job, text.replace('"EchoOperation"', '"Again"'));
  await vi.waitFor(() => {
    expect(types()).toContain('interface Again');
  }, 5000);

  stop.abort();
  expect(await ended).toBe(0);
});
