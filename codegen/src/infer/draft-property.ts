import type { SchemaSet } from '../load.ts';
import type { Kind, Presence, SchemaNode } from '../schema-node.ts';
import { count, describeField } from './grounds.ts';
import type { Observed } from './observed.ts';
import { placeholder } from './placeholder.ts';
import type { PresenceRule } from './presence.ts';
import type { Report } from './report.ts';
import type { Found, SharedDefinitions } from './shared-definitions.ts';
import type { Titles } from './titles.ts';
import { referenceFrom } from './written.ts';

/** What a draft is for. */
export interface Draft {
  readonly schema: SchemaSet;
  readonly shared: SharedDefinitions;
  readonly titles: Titles;
  /** The file that it goes into. */
  readonly file: string;
  /** What the file is about: titles begin with it. */
  readonly owner: string;
  readonly presence: PresenceRule;
  readonly report: Report;
}

/** How a field is known. */
export type Origin = Pick<SchemaNode, 'x-evidence' | 'x-source'>;

// A source that lists more of them says less.
const mostKinds = 3;

/** Says that fields are known from callbacks that somebody received, and nothing of who or when. */
export function originOf(kinds: readonly string[]): Required<Origin> {
  const named = kinds.length > mostKinds ? 'several kinds' : kinds.join(', ');
  return { 'x-evidence': 'capture', 'x-source': `Received callbacks of ${named}` };
}

/** Where a field is: the names of the objects around it. */
export type Path = readonly string[];

/** What stands in one place, before it is said whether that is a field or the entries of one. */
type Value =
  | { readonly $ref: string }
  | { readonly type: 'object'; readonly title: string; readonly properties: Readonly<Record<string, SchemaNode>> }
  | { readonly type: 'string' | 'integer' | 'number' | 'boolean'; readonly 'x-kind'?: Kind };

/** A field that the schema lacks. */
export interface NewField {
  readonly path: Path;
  readonly field: Observed;
  /** The object that has it. */
  readonly around: Observed;
  /** The fields that the schema knows of that object. */
  readonly siblings?: Iterable<string>;
  /** How the field is known, where what is around it does not say so. */
  readonly origin?: Origin;
}

/** Drafts a field that the schema lacks; undefined, with a note, if the bodies don't tell what it is. */
export function draftProperty(draft: Draft, found: NewField): SchemaNode | undefined {
  const { path, field, around, origin = {} } = found;
  const problem = problemOf(found);
  const grounds = draft.report.grounds.length;
  const value = problem === undefined ? draftValue(draft, path, field) : undefined;
  if (value === undefined) {
    draft.report.note(path.join('.'), problem ?? 'an object of which nothing can be said');
    return undefined;
  }
  const presence = draft.presence(field, around);
  // Before what is in it.
  draft.report.grounds.splice(grounds, 0, describeField(path, field, around, presence));
  return field.isList ? listOf(value, presence, origin) : fieldOf(value, presence, origin);
}

/** Drafts the fields of an object that the schema lacks. */
function draftProperties(draft: Draft, path: Path, observed: Observed): Readonly<Record<string, SchemaNode>> {
  return Object.fromEntries(
    [...observed.fields].flatMap(([name, field]) => {
      const property = draftProperty(draft, { path: [...path, name], field, around: observed });
      return property === undefined ? [] : [[name, property] as const];
    }),
  );
}

/** The bases of an object, if it has any. */
export function allOf(draft: Draft, found: Found | undefined): Pick<SchemaNode, 'allOf'> {
  const files = found?.candidate.files ?? [];
  return files.length === 0 ? {} : { allOf: files.map((file) => ({ $ref: referenceFrom(draft.file, file) })) };
}

/** Tells which promises of a definition that is referred to bodies don't keep. */
export function noteMissed({ report }: Draft, path: Path, { missed }: Found): void {
  for (const [inner, message] of missed) report.note([...path, inner].join('.'), message);
}

function draftValue(draft: Draft, path: Path, field: Observed): Value | undefined {
  if (field.form === 'text') return draftText(field);
  const shared = draft.shared.whole(path.at(-1) ?? '', field, draft.file);
  const [file] = shared?.candidate.files ?? [];
  if (shared !== undefined && file !== undefined) {
    noteMissed(draft, path, shared);
    return { $ref: referenceFrom(draft.file, file) };
  }
  const properties = draftProperties(draft, path, field);
  if (Object.keys(properties).length === 0) return undefined;
  return { type: 'object', title: draft.titles.ofObject(draft.owner, path), properties };
}

function draftText({ texts, isList }: Observed): Value {
  const kind = texts.kind;
  // The entries of lists are text in any event.
  if (!isList && texts.areAll('boolean')) return { type: 'boolean' };
  if (!isList && texts.areAll('number')) return { type: kind === 'integer' ? 'integer' : 'number' };
  return kind === undefined ? { type: 'string' } : { type: 'string', 'x-kind': kind };
}

function listOf(value: Value, presence: Presence, origin: Origin): SchemaNode {
  const items =
    'title' in value
      ? {
          type: value.type,
          title: value.title,
          description: placeholder('what an entry is'),
          properties: value.properties,
        }
      : value;
  return { type: 'array', description: placeholder('what it lists'), 'x-presence': presence, ...origin, items };
}

function fieldOf(value: Value, presence: Presence, origin: Origin): SchemaNode {
  const description = placeholder('what it holds');
  const annotations = { 'x-presence': presence, ...origin };
  if ('$ref' in value) return { $ref: value.$ref, description, ...annotations };
  if (!('title' in value)) {
    const { type, ...kind } = value;
    return { type, description, ...kind, ...annotations };
  }
  const { type, title, properties } = value;
  return { type, title, description, ...annotations, properties };
}

/** Why nothing is proposed for a field, if that is so. */
function problemOf({ path, field, around, siblings = [] }: NewField): string | undefined {
  if (field.form === 'nothing') return 'empty in every body: nothing tells what it holds';
  const name = path.at(-1) ?? '';
  if (!/^[A-Za-z_][\w.-]*$/.test(name) || name in Object.prototype) return 'not a name that a field can have';
  const other = [...siblings, ...around.fields.keys()].find(
    (key) => key !== name && key.toLowerCase() === name.toLowerCase(),
  );
  if (other !== undefined) return `differs from ${other} in case alone`;
  if (field.form === 'lists') return 'a list of lists in some bodies';
  if (field.form !== 'both') return undefined;
  const { objects, texts } = field;
  return `an object in ${count(objects.all.jobs.size, 'job')} and text in ${texts.jobs.size}`;
}
