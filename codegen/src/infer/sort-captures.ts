import { keyword, itemsOf, propertiesOf, requiredOf } from '../layers.ts';
import { eventsOf, jobsOf } from '../lint/rules/kinds.ts';
import type { SchemaSet } from '../load.ts';
import type { Member } from '../variants.ts';
import { type BodyValue, isBodyList, isBodyObject } from '../verify/body-value.ts';
import type { Capture } from './captures.ts';
import { Observed } from './observed.ts';
import { type Note, quote } from './report.ts';
import type { Subject } from './tally.ts';

/** What bodies show, by the kinds that they are of. */
export interface SortedCaptures {
  /** By `EventName`: known events. */
  readonly events: ReadonlyMap<string, Observed>;
  /** By `Tag`, known or not. */
  readonly jobs: ReadonlyMap<string, Observed>;
  /** What belongs to no kind. */
  readonly notes: readonly Note[];
}

/** Looks at bodies, each job among those of its type. */
export function sortCaptures(schema: SchemaSet, captures: readonly Capture[]): SortedCaptures {
  const sorter = new Sorter(schema);
  for (const [index, capture] of captures.entries()) sorter.add(capture, index + 1);
  return sorter;
}

class Sorter implements SortedCaptures {
  readonly events: Map<string, Observed> = new Map();
  readonly jobs: Map<string, Observed> = new Map();
  readonly notes: Note[] = [];
  readonly #known: readonly Member[];
  /** The objects that every job has, if only empty. */
  readonly #required: readonly string[];
  readonly #schema: SchemaSet;

  constructor(schema: SchemaSet) {
    this.#schema = schema;
    this.#known = eventsOf(schema).filter(({ name }) => name !== undefined);
    const unknownJob = jobsOf(schema).at(-1)?.layers ?? [];
    const properties = propertiesOf(schema, unknownJob);
    this.#required = [...requiredOf(unknownJob)].filter(
      (name) => keyword(properties.get(name) ?? [], 'type') === 'object',
    );
  }

  add({ name, format, content }: Capture, body: number): void {
    const said = textOf(content['EventName']);
    const event = this.#known.find(({ name: known, layers }) => {
      const sign = keyword(layers, 'x-inferred-by');
      return said === undefined ? sign !== undefined && content[sign] !== undefined : known === said;
    });
    if (event?.name === undefined) {
      this.#note(name, `${said === undefined ? 'no EventName' : `EventName ${quote(said)}`}: no known event`);
      return;
    }
    const jobList = this.#jobListOf(event);
    const subject = { id: name, body, format, isJob: jobList !== undefined, succeeded: undefined };
    observedAt(this.events, event.name).addObject(content, subject);
    const jobs = jobList === undefined ? [] : entriesOf(content[jobList]);
    for (const [index, job] of jobs.entries()) this.#addJob(job, subject, `${name}, job ${index + 1}`);
  }

  /** The property of an event that holds its jobs. */
  #jobListOf({ layers }: Member): string | undefined {
    const properties = [...propertiesOf(this.#schema, layers)];
    return properties.find(([, own]) => itemsOf(this.#schema, own).some(({ node }) => node.anyOf !== undefined))?.[0];
  }

  #addJob(job: BodyValue, { body, format }: Subject, place: string): void {
    if (!isBodyObject(job)) return this.#note(place, 'the job is no object');
    const tag = textOf(job['Tag']);
    if (tag === undefined) return this.#note(place, 'no Tag: nothing tells the type of the job');
    const state = textOf(job['State']);
    const id = textOf(job['JobId']) ?? place;
    const succeeded = state === undefined ? undefined : state === 'Success';
    observedAt(this.jobs, tag).addObject(job, { id, body, format, isJob: true, succeeded }, this.#required);
  }

  #note(kind: string, message: string): void {
    this.notes.push({ kind, path: '', message });
  }
}

function observedAt(map: Map<string, Observed>, name: string): Observed {
  const known = map.get(name) ?? new Observed();
  map.set(name, known);
  return known;
}

function entriesOf(value: BodyValue | undefined): readonly BodyValue[] {
  if (value === undefined) return [];
  return isBodyList(value) ? value : [value];
}

/** The text of a field that has one. */
function textOf(value: BodyValue | undefined): string | undefined {
  const [text, ...others] = entriesOf(value).filter((entry) => entry !== '' && entry !== null);
  return typeof text === 'string' && others.length === 0 ? text : undefined;
}
