import { type Definition, definitionOf, type Model } from '../model.ts';
import type { CanonicalObject } from '../verify/index.ts';
import { fieldKey, type Occurrences, occurrencesIn } from './occurrences.ts';

/** How far samples show the fields of one kind of event or job. Paths are joined by dots. */
export interface KindCoverage {
  /** The name that it is told by. */
  readonly name: string;
  /** How many fields it has, those of the objects in it counted at each place. */
  readonly fields: number;
  /** How many of them are in samples of this kind. */
  readonly sampled: number;
  /** How many belong to a definition that samples of other kinds show. */
  readonly elsewhere: number;
  /** How many say why no sample has them, with those inside of them. */
  readonly excused: number;
  /** Those that no sample has, and that don't say why. */
  readonly missing: readonly string[];
  /** Those that say why no sample has them, although one has. */
  readonly outdated: readonly string[];
}

/** Compares the fields of every known kind with what callbacks have. */
export function coverageOf(model: Model, callbacks: readonly CanonicalObject[]): readonly KindCoverage[] {
  const occurrences = occurrencesIn(model, callbacks);
  return [...model.events.known, ...model.jobs.known].map(({ name, title }) => {
    const definition = definitionOf(model, title);
    const found = fieldsOf(model, definition, occurrences, occurrences.paths.get(title) ?? new Set(), '', false);
    const pathsOf = (status: Status): readonly string[] =>
      found.filter((field) => field.status === status).map(({ path }) => path);
    return {
      name,
      fields: found.length,
      sampled: pathsOf('sampled').length + pathsOf('outdated').length,
      elsewhere: pathsOf('elsewhere').length,
      excused: pathsOf('excused').length,
      missing: pathsOf('missing'),
      outdated: pathsOf('outdated'),
    };
  });
}

type Status = 'sampled' | 'elsewhere' | 'excused' | 'missing' | 'outdated';

interface FoundField {
  readonly path: string;
  readonly status: Status;
}

function fieldsOf(
  model: Model,
  definition: Definition,
  occurrences: Occurrences,
  paths: ReadonlySet<string>,
  parent: string,
  excused: boolean,
): readonly FoundField[] {
  return definition.fields.flatMap((field) => {
    const path = `${parent}${field.name}`;
    const occurs = occurrences.fields.has(fieldKey(model, definition, field));
    const reason = excused || field.unsampled !== undefined;
    const status = statusOf(paths.has(path), occurs, reason, field.unsampled !== undefined);
    const inner = field.type.type === 'object' ? definitionOf(model, field.type.title) : undefined;
    const nested = inner === undefined ? [] : fieldsOf(model, inner, occurrences, paths, `${path}.`, reason && !occurs);
    return [{ path, status }, ...nested];
  });
}

function statusOf(here: boolean, anywhere: boolean, excused: boolean, said: boolean): Status {
  if (anywhere && said) return 'outdated';
  if (here) return 'sampled';
  if (anywhere) return 'elsewhere';
  return excused ? 'excused' : 'missing';
}
