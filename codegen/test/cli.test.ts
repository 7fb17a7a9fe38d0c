import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from './support/command.ts';
import { temporaryDirectory, writeFiles } from './support/directories.ts';
import { readFiles, schemaTexts, type SchemaPatch } from './support/schemas.ts';

interface Project {
  readonly args: readonly string[];
  readonly schema: string;
  readonly out: string;
  readonly docs: string;
}

/** How many files the base schema gives. */
const fileCount = readFiles(join(import.meta.dirname, 'golden/base/expected')).size;

/** A project with the base schema, and nothing generated. */
function project(patch: SchemaPatch = {}, texts: Iterable<readonly [string, string]> = schemaTexts(patch)): Project {
  const directory = temporaryDirectory();
  const [schema, out, docs] = ['schema', 'core/generated', 'docs'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  writeFiles(schema, texts);
  return { args: ['--schema', schema, '--out', out, '--docs', docs], schema, out, docs };
}

describe('the command', () => {
  test('generates, and then has nothing to change', async () => {
    const { args, out, docs } = project();
    const first = await runCommand(args);
    expect(first).toMatchObject({ exitCode: 0, errors: '' });
    expect(first.output).toContain(`${fileCount} files, ${fileCount} changed`);
    const before = [...readFiles(out), ...readFiles(docs)];
    const time = statSync(join(out, 'types/jobs/echo.ts')).mtimeMs;
    expect((await runCommand(args)).output).toContain(`${fileCount} files, 0 changed`);
    expect([...readFiles(out), ...readFiles(docs)]).toEqual(before);
    expect(statSync(join(out, 'types/jobs/echo.ts')).mtimeMs).toBe(time);
  });

  test('writes no documents unless it is told where', async () => {
    const { args, docs } = project();
    expect(await runCommand(args.slice(0, 4))).toMatchObject({ exitCode: 0 });
    expect(existsSync(docs)).toBe(false);
  });

  test('gives the same whatever order the files have', async () => {
    const [one, other] = [project(), project({}, [...schemaTexts()].toReversed())];
    await runCommand(one.args);
    await runCommand(other.args);
    expect([...readFiles(other.out), ...readFiles(other.docs)]).toEqual([
      ...readFiles(one.out),
      ...readFiles(one.docs),
    ]);
  });

  test('says loudly that nothing is verified when there is no core', async () => {
    expect((await runCommand(project().args)).output).toContain('WARNING: nothing is verified');
  });

  test('says so when the core can not be asked', async () => {
    const { args, out } = project();
    writeFiles(join(out, '..'), [['index.ts', 'throw new Error("broken");']]);
    const broken = await runCommand(args);
    expect(broken.exitCode).toBe(1);
    expect(broken.errors).toContain("core.unusable: core can't be asked to map the samples: broken");
  });

  test('removes what it no longer generates, and leaves what it never wrote', async () => {
    const { args, out } = project();
    await runCommand(args);
    const stale = join(out, 'shapes/jobs/gone.ts');
    writeFileSync(stale, readFileSync(join(out, 'shapes/jobs/echo.ts')));
    expect(await runCommand(args)).toMatchObject({ exitCode: 0 });
    expect(existsSync(stale)).toBe(false);
    const foreign = join(out, 'by-hand.ts');
    writeFileSync(foreign, 'export {};\n');
    const { exitCode, errors } = await runCommand(args);
    expect(exitCode).toBe(1);
    expect(errors).toContain(`${foreign} was not written by the generator`);
    expect(existsSync(foreign)).toBe(true);
  });

  test('tells of several problems at once and writes nothing', async () => {
    const { args, out } = project({
      'shared/job.schema.json': { title: 'Job' },
      'jobs/echo.schema.json': { properties: { Operation: { $ref: '../shared/none.schema.json', description: null } } },
    });
    const { exitCode, errors } = await runCommand(args);
    expect(exitCode).toBe(1);
    expect(errors).toContain('jobs/echo.schema.json#/properties/Operation/$ref\n  reference.unresolved: ');
    expect(errors).toContain('jobs/echo.schema.json#/properties/Operation\n  description.missing: ');
    expect(errors).toContain('shared/job.schema.json#/title\n  title.reserved: ');
    expect(errors).toContain('  help: ');
    expect(errors.trimEnd()).toMatch(/\d problems$/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('--check', () => {
  test('passes when all is current', async () => {
    const { args } = project();
    await runCommand(args);
    const { exitCode, output } = await runCommand([...args, '--check']);
    expect(exitCode).toBe(0);
    expect(output).toContain(`${fileCount} files are current`);
  });

  test('names a file that was changed and shows the lines', async () => {
    const { args, out } = project();
    await runCommand(args);
    const types = join(out, 'types/jobs/echo.ts');
    writeFileSync(types, readFileSync(types, 'utf8').replace("Tag: 'Echo';", "Tag: 'Ecco';"));
    const { exitCode, errors } = await runCommand([...args, '--check']);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(
      /types\/jobs\/echo\.ts is not what the schema says\n {2}at line \d+\n {2}- {3}Tag: 'Ecco';\n {2}\+ {3}Tag: 'Echo';\nRun: pnpm generate\n$/,
    );
    expect(readFileSync(types, 'utf8')).toContain('Ecco');
  });

  test('names files that are missing, stale or foreign, and leaves all as it is', async () => {
    const { args, out, docs } = project();
    await runCommand(args);
    rmSync(join(docs, 'EchoJob.md'));
    const stale = join(out, 'stale.ts');
    writeFileSync(stale, readFileSync(join(out, 'registry.ts')));
    const foreign = join(out, 'foreign.ts');
    writeFileSync(foreign, '');
    const { exitCode, errors } = await runCommand([...args, '--check']);
    expect(exitCode).toBe(1);
    expect(errors).toContain(`${join(docs, 'EchoJob.md')} is missing`);
    expect(errors).toContain(`${stale} is no longer generated`);
    expect(errors).toContain(`${foreign} was not written by the generator`);
    expect(existsSync(stale) && existsSync(foreign)).toBe(true);
  });

  test('fails where nothing was generated yet, and writes nothing', async () => {
    const { args, out } = project();
    expect((await runCommand([...args, '--check'])).exitCode).toBe(1);
    expect(existsSync(out)).toBe(false);
  });
});

describe('the command line', () => {
  test.each([
    [[], '--schema is missing'],
    [['--schema', import.meta.dirname], '--out is missing'],
    [['--schema', 'no/such/directory', '--out', 'x'], 'is no directory'],
    [['--schema', import.meta.dirname, '--out', 'x', '--chekc'], "Unknown option '--chekc'"],
    [['--schema', import.meta.dirname, '--out', 'x', 'y'], 'Unexpected argument'],
    [['--schema', import.meta.dirname, '--out', 'x', '--check', '--watch'], 'exclude each other'],
    [['--schema', import.meta.dirname, '--out', 'x', '--write'], '--write is for infer'],
    [['infer', 'body.xml'], '--schema is missing'],
    [['infer', '--schema', import.meta.dirname], 'no body is named'],
    [['infer', '--schema', import.meta.dirname, '--check', 'body.xml'], '--check is not for infer'],
    [['infer', '--schema', 'no/such/directory', 'body.xml'], 'is no directory'],
  ])('%j is refused', async (args, message) => {
    const { exitCode, output, errors } = await runCommand(args);
    expect(exitCode).toBe(2);
    expect(output).toBe('');
    expect(errors).toContain(message);
    expect(errors).toContain('Usage');
  });

  test('--help explains', async () => {
    const { exitCode, output } = await runCommand(['--help']);
    expect(exitCode).toBe(0);
    for (const option of ['--schema', '--out', '--docs', '--check', '--watch', 'infer', '--write', 'Exit codes'])
      expect(output).toContain(option);
  });

  test('runs as a program', () => {
    const bin = join(import.meta.dirname, '../src/bin.ts');
    const { args, schema } = project();
    expect(execFileSync(process.execPath, [bin, ...args], { encoding: 'utf8' })).toContain(`${fileCount} files`);
    appendFileSync(join(schema, 'callback.schema.json'), 'x');
    expect(() => execFileSync(process.execPath, [bin, ...args], { stdio: 'pipe' })).toThrow('file.unreadable');
    expect(() => execFileSync(process.execPath, [bin], { stdio: 'pipe' })).toThrow('--schema is missing');
  });
});
