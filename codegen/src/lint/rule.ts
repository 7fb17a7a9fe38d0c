import type { Diagnostic } from '../diagnostics.ts';
import type { SchemaSet } from '../load.ts';
import type { Located } from '../schema-node.ts';

/** Something that holds for every schema. */
export interface Rule {
  /** A sentence that is true when the rule is met. */
  readonly name: string;
  readonly code: string;
  /** What to do about a schema that doesn't meet it. */
  readonly help: string;
  /** Where a schema doesn't meet it. */
  readonly find: (schema: SchemaSet) => Iterable<Finding>;
}

/** A place where a rule isn't met. */
export interface Finding {
  readonly at: Pick<Located, 'file' | 'pointer'>;
  readonly message: string;
}

export function applyRules(rules: readonly Rule[], schema: SchemaSet): readonly Diagnostic[] {
  return rules.flatMap(({ code, help, find }) =>
    [...find(schema)].map(({ at: { file, pointer }, message }) => ({ code, file, pointer, message, help })),
  );
}
