import { kindPatterns } from '../kinds.ts';
import type { Kind } from '../schema-node.ts';

/** How many jobs have to agree before more is claimed of a field than that it exists. */
export const enough = 2;

/** What a leaf is in a body. */
export type SentAs = 'text' | 'number' | 'boolean';

// Leading zeros and more digits than a number holds exactly are signs of an identity.
const plainNumeral = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;
const kinds = ['integer', 'number', 'time'] as const;

/** What the texts in one place have in common. The texts are not kept: they are private to who received them. */
export class Texts {
  /** The jobs that they are from. */
  readonly jobs: Set<string> = new Set();
  readonly sentAs: Set<SentAs> = new Set();
  readonly #fitting: Set<Kind> = new Set(kinds);
  #areNumerals = true;
  #hasMoment = false;

  add(text: string, sentAs: SentAs, job: string): void {
    this.jobs.add(job);
    this.sentAs.add(sentAs);
    for (const kind of kinds) if (!kindPatterns[kind].test(text)) this.#fitting.delete(kind);
    if (!plainNumeral.test(text)) this.#areNumerals = false;
    if (text !== '-') this.#hasMoment = true;
  }

  absorb(other: Texts): void {
    for (const job of other.jobs) this.jobs.add(job);
    for (const sentAs of other.sentAs) this.sentAs.add(sentAs);
    for (const kind of kinds) if (!other.fits(kind)) this.#fitting.delete(kind);
    this.#areNumerals &&= other.#areNumerals;
    this.#hasMoment ||= other.#hasMoment;
  }

  /** Whether each of them is of a kind. */
  fits(kind: Kind): boolean {
    return this.#fitting.has(kind);
  }

  /** The kind that can be claimed of them. */
  get kind(): Kind | undefined {
    if (this.jobs.size < enough) return undefined;
    if (this.fits('time')) return this.#hasMoment ? 'time' : undefined;
    return this.#areNumerals ? kinds.find((kind) => this.fits(kind)) : undefined;
  }

  /** Whether all were numbers, or all booleans, of JSON. */
  areAll(sentAs: SentAs): boolean {
    return this.sentAs.size === 1 && this.sentAs.has(sentAs);
  }
}
