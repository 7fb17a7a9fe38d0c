import { rootName, otherEvents, otherJobs } from '../generated/registry.ts';
import type { SchemaValidator } from '../generated/validators/schema-validator.ts';
import type { CallbackShape } from '../mapping/map-callback.ts';
import { elementTags } from '../shape/element-tags.ts';
import { variants } from '../shape/index.ts';
import type { EventKind, JobKind } from './kinds.ts';

/** What is known of callbacks: the events and jobs that have a kind of their own, and what holds for all others. */
export interface Catalog {
  readonly callback: CallbackShape;
  readonly events: ValidatorTables;
  readonly jobs: ValidatorTables;
}

export type ValidatorTables = Readonly<Record<'lenient' | 'strict', ValidatorTable>>;

/** The validators of one kind of thing, by name. */
export interface ValidatorTable {
  readonly known: ReadonlyMap<string, SchemaValidator>;
  /** For every name that is not known. */
  readonly unknown: SchemaValidator;
}

/* @__NO_SIDE_EFFECTS__ */
export function createCatalog(events: readonly EventKind[], jobs: readonly JobKind[]): Catalog {
  const job = variants('Tag', Object.fromEntries(jobs.map(({ name, shape }) => [name, shape])), otherJobs.shape);
  const callback = variants(
    'EventName',
    Object.fromEntries(events.map(({ name, shape }) => [name, shape(job)])),
    otherEvents.shape,
    Object.fromEntries(
      events.flatMap(({ name, inferredBy }) => (inferredBy === undefined ? [] : [[name, inferredBy] as const])),
    ),
  );
  return {
    callback: { rootName, rootTags: elementTags(rootName), shape: callback },
    events: validatorTables(events, otherEvents),
    jobs: validatorTables(jobs, otherJobs),
  };
}

function validatorTables(
  kinds: readonly (JobKind | EventKind)[],
  unknown: Readonly<Record<'lenient' | 'strict', SchemaValidator>>,
): ValidatorTables {
  const table = (mode: 'lenient' | 'strict'): ValidatorTable => ({
    known: new Map(kinds.map((kind) => [kind.name, kind[mode]])),
    unknown: unknown[mode],
  });
  return { lenient: table('lenient'), strict: table('strict') };
}
