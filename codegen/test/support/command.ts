import { run, type Terminal } from '../../src/cli.ts';

/** What a run of the command left behind. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command within this process. */
export async function runCommand(
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  const terminal = new RecordingTerminal(signal);
  const exitCode = await run(args, terminal);
  return { exitCode, output: terminal.output, errors: terminal.errors };
}

/** A terminal that keeps what is written to it. */
export class RecordingTerminal implements Terminal {
  output = '';
  errors = '';
  readonly signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  readonly write = (text: string): void => {
    this.output += text;
  };

  readonly writeError = (text: string): void => {
    this.errors += text;
  };
}
