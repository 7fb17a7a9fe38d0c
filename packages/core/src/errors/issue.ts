import { printable } from './printable.ts';

/** What can be wrong with one place of a callback. */
export type IssueCode =
  | 'missing'
  | 'wrong_type'
  | 'repeated_field'
  | 'mixed_content'
  | 'unknown_field'
  | 'unknown_value'
  | 'invalid_integer'
  | 'invalid_number'
  | 'invalid_time'
  | 'out_of_range';

/** One thing that is wrong with a callback's content. */
export interface Issue {
  /** Where, as a JSON pointer into the canonical object: `/JobsDetail/0/JobId`. */
  readonly path: string;
  readonly code: IssueCode;
  /** A sentence of what is wrong, without the value. */
  readonly message: string;
  /** What the schema wants there. */
  readonly expected: string;
  /** What came: a kind of value, or a short excerpt of it. */
  readonly actual: string;
}

// Names come from the body, and a message is for people.
const longestPath = 120;

/** Appends one name or index to a JSON pointer (RFC 6901). */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Names the first issue and counts the others. What came is left out where nothing of a body may be told. */
export function summarizeIssues(
  issues: readonly Issue[],
  { withActual = true }: { readonly withActual?: boolean } = {},
): string {
  const [first] = issues;
  if (first === undefined) return 'The callback does not fit the schema.';
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const path = first.path.length > longestPath ? `${first.path.slice(0, longestPath)}…` : first.path || '/';
  const actual = withActual ? `, got ${first.actual}` : '';
  return printable(`${path}: ${first.message} Expected ${first.expected}${actual}.${others}`);
}
