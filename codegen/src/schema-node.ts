import type { JsonValue } from './json.ts';

/** What a text leaf holds, beyond being text. */
export type Kind = 'integer' | 'number' | 'time' | 'timestamp' | 'datetime';

/** When a field is there: see schema/vocabulary.md. */
export type Presence = 'always' | 'success' | 'workflow' | 'sometimes';

/** What a field is known from: see schema/vocabulary.md. */
export type Evidence = 'sample' | 'capture' | 'table' | 'sdk' | 'name';

/** One schema of the subset that the vocabulary allows. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly JsonValue[];
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: SchemaNode;
  readonly enum?: readonly (string | number)[];
  readonly const?: string;
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly 'x-root'?: string;
  readonly 'x-kind'?: Kind;
  readonly 'x-unit'?: string;
  readonly 'x-presence'?: Presence;
  readonly 'x-evidence'?: Evidence;
  readonly 'x-source'?: string | readonly string[];
  readonly 'x-inferred-by'?: string;
  readonly 'x-unsampled'?: string;
  readonly 'x-role'?: string;
}

/** A schema and where it is written. */
export interface Located {
  readonly node: SchemaNode;
  /** Relative to the schema's directory, with slashes. */
  readonly file: string;
  readonly pointer: string;
}
