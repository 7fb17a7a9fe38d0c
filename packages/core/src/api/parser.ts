import { createCatalog } from '../catalog/catalog.ts';
import type { EventKind, JobKind } from '../catalog/kinds.ts';
import { parseBody, parseJsonBody, parseTreeBody, parseXmlBody } from '../catalog/parse-body.ts';
import { validate } from '../catalog/validate.ts';
import type { Issue } from '../errors/index.ts';
import { taskFinish } from '../generated/events/task-finish.ts';
import type {
  EventByName,
  EventName,
  JobByTag,
  JobTag,
  UnknownCallback,
  UnknownJob,
} from '../generated/types/index.ts';
import { requireOptions } from '../options/require-options.ts';
import { resolveOptions, type ParseOptions, type ResolvedOptions } from './options.ts';
import { attempt, type ParseResult } from './attempt.ts';
import { modeOf, type ValidateOptions } from './validate-callback.ts';

/** Which jobs and events a parser knows: those of `@ci-callback/core/jobs` and `@ci-callback/core/events`. */
export interface ParserKinds<Tag extends JobTag, Event extends EventName> {
  readonly jobs?: readonly JobKind<Tag>[];
  /** Beside `TaskFinish`, which every parser knows. */
  readonly events?: readonly EventKind<Event>[];
}

/** The callbacks that a parser gives which knows some jobs and events; all others are of the unknown kinds. */
export type CallbackOf<Tag extends JobTag, Event extends EventName> =
  | (Omit<EventByName['TaskFinish'], 'JobsDetail'> & { JobsDetail: (JobByTag[Tag] | UnknownJob)[] })
  | EventByName[Exclude<Event, 'TaskFinish'>]
  | UnknownCallback;

/** The functions of this package, for some jobs and events. */
export interface CallbackParser<Parsed> {
  readonly parseCallback: (body: string | Uint8Array | object, options?: ParseOptions) => Parsed;
  readonly safeParseCallback: (body: string | Uint8Array | object, options?: ParseOptions) => ParseResult<Parsed>;
  readonly parseXml: (body: string | Uint8Array, options?: ParseOptions) => Parsed;
  readonly parseJson: (body: string | Uint8Array, options?: ParseOptions) => Parsed;
  readonly parseTree: (tree: object, options?: ParseOptions) => Parsed;
  readonly validateCallback: (callback: object, options?: ValidateOptions) => Issue[];
}

/**
 * Makes a parser that knows some jobs and events and takes all others for unknown ones, so that a bundler can leave out what the schema
 * says of those. Where size doesn't matter, {@link parseCallback} knows them all.
 *
 * @example
 * ```ts
 * import { transcode, voiceSeparate } from '@ci-callback/core/jobs';
 *
 * const parser = createParser({ jobs: [transcode, voiceSeparate] });
 * const callback = parser.parseCallback(body);
 * ```
 * @throws {TypeError} for another option than these two, and for what is no list of kinds
 */
export function createParser<Tag extends JobTag = never, Event extends EventName = never>(
  kinds: ParserKinds<Tag, Event>,
): CallbackParser<CallbackOf<Tag, Event>> {
  type Parsed = CallbackOf<Tag, Event>;
  requireOptions(asker, kinds, { jobs: true, events: true });
  const { jobs = [], events = [] } = kinds;
  requireKinds('jobs', jobs);
  requireKinds('events', events);
  const catalog = createCatalog([taskFinish, ...events.filter(({ name }) => name !== taskFinish.name)], jobs);
  const parse = (body: string | Uint8Array | object, options: ResolvedOptions): Parsed =>
    parseBody(catalog, body, options) as unknown as Parsed;
  return {
    parseCallback: (body, options) => parse(body, resolveOptions('parseCallback', options)),
    safeParseCallback: (body, options) => attempt(() => parse(body, resolveOptions('safeParseCallback', options))),
    parseXml: (body, options) => parseXmlBody(catalog, body, resolveOptions('parseXml', options)) as unknown as Parsed,
    parseJson: (body, options) =>
      parseJsonBody(catalog, body, resolveOptions('parseJson', options)) as unknown as Parsed,
    parseTree: (tree, options) =>
      parseTreeBody(catalog, tree, resolveOptions('parseTree', options)) as unknown as Parsed,
    validateCallback: (callback, options = {}) => validate(catalog, callback, modeOf(options)),
  };
}

const asker = 'createParser';

/** That a name is no kind is what somebody finds out otherwise when all is unknown that comes. */
function requireKinds(option: 'jobs' | 'events', kinds: readonly unknown[]): void {
  if (Array.isArray(kinds) && kinds.every(isKind)) return;
  throw new TypeError(`${asker}: ${option} must be a list of what '@ci-callback/core/${option}' exports.`);
}

function isKind(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'shape' in value;
}
