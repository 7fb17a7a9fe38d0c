import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Arguments {
  readonly schema: string;
  readonly out: string;
  readonly docs: string | undefined;
  readonly check: boolean;
  readonly watch: boolean;
}

/** Thrown for a command line that can't be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const help = `Generates types, mapping tables, validators and field tables from a schema of callbacks.

Usage
  ci-callback-codegen --schema DIR --out DIR [--docs DIR] [--check | --watch]

Options
  --schema DIR  where the schema is; its samples are in DIR/samples
  --out DIR     where code goes; core's index.ts is expected beside DIR, to verify its mapping of the samples
  --docs DIR    where field tables go; without it none are written
  --check       write nothing, and fail if DIR does not hold exactly what would be written
  --watch       stay, and generate anew whenever the schema changes
  --help        this text

Exit codes
  0  all is generated and verified
  1  something is wrong with the schema, a sample or the mapping, or a file is not current
  2  the command line can't be understood
`;

/**
 * Reads a command line, without the names of the program.
 * @throws {UsageError}
 */
export function readArguments(args: readonly string[]): Arguments | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const { schema, out, docs, check = false, watch = false } = values;
  if (schema === undefined) throw new UsageError('--schema is missing');
  if (out === undefined) throw new UsageError('--out is missing');
  if (check && watch) throw new UsageError('--check and --watch exclude each other');
  return { schema, out, docs, check, watch };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        schema: { type: 'string' },
        out: { type: 'string' },
        docs: { type: 'string' },
        check: { type: 'boolean' },
        watch: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
