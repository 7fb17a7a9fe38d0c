import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Arguments = GenerateArguments | InferArguments;

export interface GenerateArguments {
  readonly command: 'generate';
  readonly schema: string;
  readonly out: string;
  readonly docs: string | undefined;
  readonly check: boolean;
  readonly watch: boolean;
}

export interface InferArguments {
  readonly command: 'infer';
  readonly schema: string;
  readonly bodies: readonly string[];
  readonly write: boolean;
}

/** Thrown for a command line that can't be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const help = `Generates types, mapping tables, validators and field tables from a schema of callbacks.

Usage
  ci-callback-codegen --schema DIR --out DIR [--docs DIR] [--check | --watch]
  ci-callback-codegen infer --schema DIR [--write] BODY…

infer proposes what captured bodies show and the schema lacks: whole files for types of jobs that it does not know, fields
for those that it does. Values of the bodies are not part of it.

Options
  --schema DIR  where the schema is; its samples are in DIR/samples
  --out DIR     where code goes; core's index.ts is expected beside DIR, to verify its mapping of the samples
  --docs DIR    where field tables go; without it none are written
  --check       write nothing, and fail if DIR does not hold exactly what would be written
  --watch       stay, and generate anew whenever the schema changes
  --write       write the files of new types into the schema, where none of the name is, and name them in the event
  --help        this text

Exit codes
  0  all is generated and verified, or all bodies are compared
  1  something is wrong with the schema, a sample, a body or the mapping, or a file is not current
  2  the command line can't be understood
`;

/**
 * Reads a command line, without the names of the program.
 * @throws {UsageError}
 */
export function readArguments(args: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [command, ...bodies] = positionals;
  if (command === undefined) return generateArguments(values);
  if (command !== 'infer') throw new UsageError(`Unexpected argument '${command}'`);
  return inferArguments(values, bodies);
}

type Values = ReturnType<typeof parse>['values'];

function generateArguments({ schema, out, docs, check = false, watch = false, write }: Values): GenerateArguments {
  if (schema === undefined) throw new UsageError('--schema is missing');
  if (out === undefined) throw new UsageError('--out is missing');
  if (check && watch) throw new UsageError('--check and --watch exclude each other');
  if (write === true) throw new UsageError('--write is for infer');
  return { command: 'generate', schema, out, docs, check, watch };
}

function inferArguments({ schema, write = false, ...others }: Values, bodies: readonly string[]): InferArguments {
  const [foreign] = Object.keys(others);
  if (foreign !== undefined) throw new UsageError(`--${foreign} is not for infer`);
  if (schema === undefined) throw new UsageError('--schema is missing');
  if (bodies.length === 0) throw new UsageError('no body is named');
  return { command: 'infer', schema, bodies, write };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        schema: { type: 'string' },
        out: { type: 'string' },
        docs: { type: 'string' },
        check: { type: 'boolean' },
        watch: { type: 'boolean' },
        write: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
