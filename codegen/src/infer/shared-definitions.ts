import { isUnverified } from '../emit/evidence.ts';
import { layersOf, type Layers } from '../layers.ts';
import { resolveReference, type SchemaSet } from '../load.ts';
import type { SchemaNode } from '../schema-node.ts';
import { match, type Match } from './match.ts';
import type { Observed } from './observed.ts';
import { definitionsIn } from './written.ts';

/** Files that an object can be said to be, or to build on. */
export interface Candidate {
  readonly files: readonly string[];
  /** Whether the schema refers to the file as what a field holds, and not only builds on it. */
  readonly isWhole: boolean;
}

/** A candidate, and how far bodies agree with it. */
export interface Found extends Match {
  readonly candidate: Candidate;
  readonly layers: Layers;
}

// Without the name, what an object has must tell that it is the same thing.
const fewestFields = 3;
const smallestPart = 3 / 4;

// How many fields that are there weigh as much as one that is promised and is not.
const weightOfPromise = 10;

/** The definitions that the schema has already, by the names of the fields that hold them. */
export class SharedDefinitions {
  readonly #schema: SchemaSet;
  readonly #byField: Map<string, Candidate[]> = new Map();
  readonly #reachable: Map<string, ReadonlySet<string>> = new Map();

  constructor(schema: SchemaSet) {
    this.#schema = schema;
    const root = [...schema.files].find(([, node]) => node['x-root'] !== undefined)?.[0] ?? '';
    for (const file of this.#filesFrom(root, (node) => !isUnseenJob(node))) {
      const node = schema.files.get(file) ?? {};
      for (const definition of definitionsIn(node)) {
        for (const [name, property] of Object.entries(definition.properties ?? {}))
          this.#add(name, file, property.items ?? property);
      }
    }
  }

  /** What the schema says of objects in fields of a name, the best first. */
  bases(name: string, observed: Observed): Found | undefined {
    const isThere = (field: string): boolean => (observed.fields.get(field)?.form ?? 'nothing') !== 'nothing';
    const found = this.#fitting(this.#byField.get(name) ?? [], observed);
    // What no body has of a base's own promises is the sign of another base.
    return best(found.filter(({ missed }) => [...missed.keys()].every((path) => path.includes('.') || isThere(path))));
  }

  /**
   * The definition that has all the fields of an object, and says nothing that bodies contradict.
   * @param from the file that is to refer to it
   */
  whole(name: string, observed: Observed, from: string): Found | undefined {
    const usable = (candidates: readonly Candidate[]): readonly Found[] =>
      this.#fitting(
        candidates.filter((candidate) => candidate.isWhole && !this.#leadsTo(candidate, from)),
        observed,
      ).filter(({ extra }) => extra === 0);
    const named = best(usable(this.#byField.get(name) ?? []));
    const fields = [...observed.fields.values()].filter(({ form }) => form !== 'nothing').length;
    const alike = (): readonly Found[] =>
      usable([...this.#byField.values()].flat()).filter(
        ({ size }) => fields >= fewestFields && fields >= size * smallestPart,
      );
    return named ?? best(alike());
  }

  /** The best of some sets of bases, even if bodies agree with none. */
  bestOf(candidates: readonly Candidate[], observed: Observed): Found | undefined {
    return best(candidates.map((candidate) => this.#find(candidate, observed)));
  }

  /** Candidates that bodies don't contradict, and whose promises they keep on the whole. */
  #fitting(candidates: readonly Candidate[], observed: Observed): readonly Found[] {
    return candidates
      .map((candidate) => this.#find(candidate, observed))
      .filter((found) => found.misfits.size === 0 && worth(found) > 0);
  }

  #find(candidate: Candidate, observed: Observed): Found {
    const { files } = this.#schema;
    const layers = candidate.files.flatMap((file) =>
      layersOf(this.#schema, { node: files.get(file) ?? {}, file, pointer: '' }),
    );
    return { candidate, layers, ...match(this.#schema, layers, observed) };
  }

  #add(name: string, from: string, node: SchemaNode): void {
    const references = node.$ref === undefined ? (node.allOf ?? []).map(({ $ref = '' }) => $ref) : [node.$ref];
    const files = references.flatMap((reference) => resolveReference(this.#schema, from, reference)?.file ?? []);
    if (files.length === 0) return;
    const known = this.#byField.get(name) ?? [];
    const others = known.filter((other) => other.files.join(' ') !== files.join(' '));
    const isWhole = node.$ref !== undefined || known.some((other) => other.isWhole && !others.includes(other));
    this.#byField.set(name, [...others, { files, isWhole }]);
  }

  /** Whether a reference from a file to a candidate would close a circle. */
  #leadsTo({ files }: Candidate, file: string): boolean {
    return files.some((start) => start === file || this.#reachableFrom(start).has(file));
  }

  #reachableFrom(start: string): ReadonlySet<string> {
    const known = this.#reachable.get(start) ?? this.#filesFrom(start, () => true);
    this.#reachable.set(start, known);
    return known;
  }

  #filesFrom(start: string, isWanted: (node: SchemaNode) => boolean): ReadonlySet<string> {
    const reached = new Set<string>([start]);
    for (const file of reached) {
      for (const { $ref, allOf = [], anyOf = [] } of definitionsIn(this.#schema.files.get(file) ?? {})) {
        for (const reference of [$ref, ...[...allOf, ...anyOf].map((member) => member.$ref)]) {
          const target = reference === undefined ? undefined : resolveReference(this.#schema, file, reference);
          if (target !== undefined && isWanted(target.node)) reached.add(target.file);
        }
      }
    }
    return reached;
  }
}

/** Whether a file is a type of jobs of which no body has been seen: one that has been is not to be built like it. */
export function isUnseenJob({ properties, 'x-evidence': evidence }: SchemaNode): boolean {
  return properties?.['Tag'] !== undefined && isUnverified(evidence);
}

/** The one that says most of what bodies have, then the one that says least of what they don't, then the most exact one. */
function best(found: readonly Found[]): Found | undefined {
  return found.toSorted(
    (one, other) => worth(other) - worth(one) || one.size - other.size || other.layers.length - one.layers.length,
  )[0];
}

function worth({ covered, missed }: Found): number {
  return covered - weightOfPromise * missed.size;
}
