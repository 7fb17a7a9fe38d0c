import { statSync } from 'node:fs';
import { type Arguments, type GenerateArguments, help, readArguments, UsageError } from './arguments.ts';
import { describeChange } from './describe-change.ts';
import { DiagnosticError } from './diagnostics.ts';
import { generate, type GenerateResult } from './generate.ts';
import { infer } from './infer/index.ts';
import { onChanges } from './watch.ts';

/** What the command needs of the process it runs in. */
export interface Terminal {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Ends `--watch`. */
  readonly signal: AbortSignal;
}

/** Runs the command; gives the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const read = readArguments(args);
    if (read === 'help') {
      terminal.write(help);
      return 0;
    }
    if (!isDirectory(read.schema)) throw new UsageError(`--schema ${read.schema} is no directory`);
    return await runCommand(read, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.writeError(`${error.message}\n\n${help}`);
    return 2;
  }
}

function runCommand(args: Arguments, terminal: Terminal): Promise<number> {
  if (args.command === 'generate' && args.watch) return watchSchema(args, terminal);
  return tellingProblems(terminal, async () => {
    if (args.command === 'generate') return generateOnce(args, terminal);
    terminal.write(await infer(args));
    return 0;
  });
}

/** Tells what is wrong with a schema, a sample or a body. */
async function tellingProblems({ writeError }: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    writeError(`${error.message}\n`);
    return 1;
  }
}

async function generateOnce(args: GenerateArguments, { write, writeError }: Terminal): Promise<number> {
  const start = performance.now();
  const result = await generate(args);
  const problems = args.check ? result.changes : result.changes.filter(({ kind }) => kind === 'foreign');
  for (const change of problems) writeError(`${describeChange(change)}\n`);
  if (problems.length > 0) {
    writeError(args.check ? 'Run: pnpm generate\n' : '');
    return 1;
  }
  write(summary(args, result, performance.now() - start));
  return 0;
}

async function watchSchema(args: GenerateArguments, terminal: Terminal): Promise<number> {
  const again = async (): Promise<void> => {
    try {
      await tellingProblems(terminal, () => generateOnce(args, terminal));
    } catch (error) {
      terminal.writeError(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
  };
  terminal.write(`Watching ${args.schema}\n`);
  await onChanges(args.schema, again, terminal.signal);
  return 0;
}

function summary(
  { check, out }: GenerateArguments,
  { changes, files, verifiedSamples }: GenerateResult,
  milliseconds: number,
): string {
  const generated = check
    ? `${files} files are current`
    : `${files} files, ${changes.length} changed, ${Math.round(milliseconds)} ms`;
  const verified =
    verifiedSamples === undefined
      ? `WARNING: nothing is verified, since there is no index.ts beside ${out}`
      : `${verifiedSamples} samples are mapped by core as by the reference`;
  return `${generated}\n${verified}\n`;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
