import { MappingError, ValidationError, type Issue } from '../errors/index.ts';
import type { Callback } from '../generated/types/index.ts';
import { safeParseCallback } from './parse.ts';

/** The part of Standard Schema (https://standardschema.dev, version 1) that a schema offers. */
export interface StandardSchema<Input, Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly PropertyKey[] | undefined;
}

/**
 * The callback as a Standard Schema: works wherever one of zod, valibot or arktype does. It takes what {@link parseCallback} takes.
 */
export const callbackSchema: StandardSchema<string | Uint8Array | object, Callback> = {
  '~standard': {
    version: 1,
    vendor: 'ci-callback',
    validate: (value) => {
      const result = safeParseCallback(value as object);
      if (result.success) return { value: result.data };
      const { error } = result;
      const issues = error instanceof MappingError || error instanceof ValidationError ? error.issues : [];
      return { issues: issues.length === 0 ? [{ message: error.message }] : issues.map(standardIssue) };
    },
  },
};

function standardIssue({ path, message, expected, actual }: Issue): StandardIssue {
  const names = path.split('/').slice(1);
  return {
    message: `${message} Expected ${expected}, got ${actual}.`,
    path: names.map((name) =>
      /^[0-9]+$/.test(name) ? Number(name) : name.replaceAll('~1', '/').replaceAll('~0', '~'),
    ),
  };
}
