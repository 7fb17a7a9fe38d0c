import type { Kind } from './schema-node.ts';

const date = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`;

/** What a text of each kind looks like. Times of jobs and workflows have no colon in the offset, and may be `-` for a moment not reached. */
export const kindPatterns: Readonly<Record<Kind, RegExp>> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(?:\.\d+)?$/,
  time: new RegExp(String.raw`^(?:-|${date}T${clock}[+-]\d{4})$`),
  timestamp: new RegExp(String.raw`^${date}T${clock}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$`),
  datetime: new RegExp(String.raw`^(?:-|${date} ${clock}[+-]\d{4})$`),
};

/** What a text of a kind is when it is text no more. Moments are written in more ways than one, and are all the same then. */
export type NativeKind = 'integer' | 'number' | 'time';

export function nativeKindOf(kind: Kind): NativeKind {
  return kind === 'integer' || kind === 'number' ? kind : 'time';
}
