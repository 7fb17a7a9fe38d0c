import { pointerTo } from '../json.ts';
import { eventsOf, jobsOf } from '../lint/rules/kinds.ts';
import type { SchemaSet } from '../load.ts';
import type { SchemaNode } from '../schema-node.ts';
import type { Member } from '../variants.ts';
import type { Capture } from './captures.ts';
import { Comparison, type MissingField } from './compare.ts';
import { draftJob, isTypeName, type NewJob } from './draft-job.ts';
import { type Draft, draftProperty, originOf } from './draft-property.ts';
import type { Observed } from './observed.ts';
import { shownPresence, unknownPresence } from './presence.ts';
import { type Grounds, type Note, quote, Report } from './report.ts';
import { SharedDefinitions } from './shared-definitions.ts';
import { sortCaptures } from './sort-captures.ts';
import { pascalCase, Titles } from './titles.ts';

/** What bodies show that the schema does not say. */
export interface Proposal {
  readonly newJobs: readonly NewJob[];
  /** Fields that belong into files that there are. */
  readonly fragments: readonly Fragment[];
  /** The kinds that the schema knows. */
  readonly known: readonly KnownKind[];
  /** What is left for a person to decide. */
  readonly notes: readonly Note[];
}

/** A kind of jobs or events that bodies were compared with. */
export interface KnownKind {
  readonly name: string;
  readonly type: 'job' | 'event';
  /** How many jobs of it were seen, or bodies. */
  readonly number: number;
}

/** A field to add to a file. */
export interface Fragment {
  readonly file: string;
  /** Where the field goes. */
  readonly pointer: string;
  readonly node: SchemaNode;
  /** The field that it goes behind; undefined if it comes first. */
  readonly behind: string | undefined;
  readonly grounds: readonly Grounds[];
}

/** Compares bodies with a schema, whose references have to resolve. */
export function propose(schema: SchemaSet, captures: readonly Capture[]): Proposal {
  return new Proposer(schema).propose(captures);
}

class Proposer {
  readonly #schema: SchemaSet;
  readonly #shared: SharedDefinitions;
  readonly #titles: Titles;
  readonly #comparison: Comparison;
  readonly #notes: Note[] = [];
  /** What is known of files that are about one type of jobs. */
  readonly #jobFiles: Map<string, Pick<Draft, 'owner' | 'presence'>> = new Map();

  constructor(schema: SchemaSet) {
    this.#schema = schema;
    this.#shared = new SharedDefinitions(schema);
    this.#titles = new Titles(schema);
    this.#comparison = new Comparison(schema);
  }

  propose(captures: readonly Capture[]): Proposal {
    const { events, jobs, notes } = sortCaptures(this.#schema, captures);
    this.#notes.push(...notes);
    const known: KnownKind[] = [];
    const newJobs: NewJob[] = [];
    for (const [name, observed] of byName(events)) {
      this.#compare(eventsOf(this.#schema), name, observed);
      known.push({ name, type: 'event', number: observed.objects.all.jobs.size });
    }
    for (const [tag, observed] of byName(jobs)) {
      const member = this.#compare(jobsOf(this.#schema), tag, observed);
      if (member === undefined) newJobs.push(...this.#newJob(tag, observed));
      else {
        this.#jobFiles.set(member.at.file, { owner: pascalCase(tag), presence: shownPresence(observed) });
        known.push({ name: tag, type: 'job', number: observed.objects.all.jobs.size });
      }
    }
    const fragments = this.#comparison.missing
      .flatMap((missing) => this.#fragment(missing))
      .toSorted(({ file: one }, { file: other }) => (one === other ? 0 : one < other ? -1 : 1));
    this.#noteRepeated(fragments);
    return { newJobs, known, fragments, notes: this.#notes };
  }

  /** Compares a kind with its definition, if there is one. */
  #compare(members: readonly Member[], name: string, observed: Observed): Member | undefined {
    const member = members.find((other) => other.name === name);
    if (member === undefined) return undefined;
    const report = new Report(name);
    this.#comparison.add(member.layers, observed, [], report);
    this.#notes.push(...report.notes);
    return member;
  }

  #newJob(tag: string, observed: Observed): readonly NewJob[] {
    if (!isTypeName(tag)) {
      this.#notes.push({ kind: quote(tag), path: '', message: 'this Tag can name no type' });
      return [];
    }
    const job = draftJob(this.#schema, this.#shared, this.#titles, tag, observed);
    this.#notes.push(...job.report.notes);
    return [job];
  }

  #fragment({ at: { file, pointer }, behind, kinds, ...found }: MissingField): readonly Fragment[] {
    const report = new Report([...kinds].join(', '));
    const owner = this.#schema.files.get(file)?.title ?? '';
    const shared = { owner, presence: unknownPresence };
    const draft: Draft = {
      schema: this.#schema,
      shared: this.#shared,
      titles: this.#titles,
      file,
      report,
      ...(this.#jobFiles.get(file) ?? shared),
    };
    const node = draftProperty(draft, { ...found, origin: originOf([...kinds]) });
    this.#notes.push(...report.notes);
    if (node === undefined) return [];
    const place = pointerTo(pointer, 'properties', found.path.at(-1) ?? '');
    return [{ file, pointer: place, node, behind, grounds: report.grounds }];
  }

  /** Tells of fields that several types of jobs lack in the same place. */
  #noteRepeated(fragments: readonly Fragment[]): void {
    const ofJobs = fragments.filter(({ file }) => this.#jobFiles.has(file));
    for (const pointer of new Set(ofJobs.map((fragment) => fragment.pointer))) {
      const same = ofJobs.filter((fragment) => fragment.pointer === pointer);
      if (same.length < 2) continue;
      const files = same.map(({ file }) => file).join(', ');
      this.#notes.push({ kind: files, path: '', message: `${pointer} may belong into what they build on` });
    }
  }
}

function byName(kinds: ReadonlyMap<string, Observed>): readonly (readonly [string, Observed])[] {
  return [...kinds].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
