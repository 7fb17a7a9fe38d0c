import { pointerTo, type Issue } from '../errors/index.ts';
import { eventKinds, jobKinds } from '../generated/kinds/index.ts';
import type { Callback, Job } from '../generated/types/index.ts';
import { setOwn } from '../mapping/loose-value.ts';
import { kindIssue, rangeIssue } from '../validation/issue-of.ts';
import type { Kind, KindChoice, KindTable } from './kind-table.ts';
import type { NativeResult } from './native.ts';
import { notReached, readTime } from './read-time.ts';

/**
 * Gives a callback or a job once more, with numbers as `number` and times as `Date` where the schema says that a text holds one.
 * What it is given stays as it is, and shares nothing with the result.
 *
 * A moment that was not reached, `-`, is missing. A text that does not hold what the schema says stays text, and so does a number
 * beyond 2^53, which a `number` would round; both are listed in `issues`, with pointers into what was given. What the schema
 * doesn't know stays as it is.
 *
 * @example
 * ```ts
 * const { data, issues } = toNative(job);
 * if (data.StartTime instanceof Date) console.log('begun', data.StartTime.toISOString());
 * for (const { path, code } of issues) console.warn(path, code);
 * ```
 */
export function toNative<Value extends Callback | Job>(value: Value): NativeResult<Value> {
  const reader = new NativeReader();
  const table = Object.hasOwn(value, 'EventName') ? choose(eventKinds, value, 'EventName') : jobTable(value);
  const data = reader.object(value, table, undefined);
  return { success: reader.issues.length === 0, data, issues: reader.issues } as unknown as NativeResult<Value>;
}

/** A place in a callback, of which nobody wants to know the pointer unless something is wrong there. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

class NativeReader {
  readonly issues: Issue[] = [];

  object(value: object, table: KindTable, parent: Place | undefined): object {
    const native: { [name: string]: unknown } = {};
    for (const [key, field] of Object.entries(value)) {
      const nativeField = this.#value(field, Object.hasOwn(table, key) ? table[key] : undefined, { parent, key });
      if (nativeField !== undefined) setOwn(native, key, nativeField);
    }
    return native;
  }

  #value(value: unknown, kind: KindTable[string] | undefined, place: Place): unknown {
    if (Array.isArray(value)) return value.map((entry, key) => this.#value(entry, kind, { parent: place, key }));
    if (typeof value === 'object' && value !== null) return this.object(value, tableFor(value, kind), place);
    if (typeof value !== 'string' || !isKindOfText(kind)) return value;
    return kind === 'time' ? this.#time(value, place) : this.#number(value, kind, place);
  }

  #number(text: string, kind: 'integer' | 'number', place: Place): number | string {
    if (!patterns[kind].test(text)) return this.#kept(text, kindIssue(pointerOf(place), kind, text));
    const number = Number(text);
    if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return this.#kept(text, rangeIssue(pointerOf(place), text));
    // The text `-0` says no more than `0`.
    return number === 0 ? 0 : number;
  }

  #time(text: string, place: Place): Date | string | undefined {
    if (text === notReached) return undefined;
    return readTime(text) ?? this.#kept(text, kindIssue(pointerOf(place), 'time', text));
  }

  #kept(text: string, issue: Issue): string {
    this.issues.push(issue);
    return text;
  }
}

function pointerOf({ parent, key }: Place): string {
  return pointerTo(parent === undefined ? '' : pointerOf(parent), key);
}

const nothing: KindTable = {};
const patterns = { integer: /^-?\d+$/, number: /^-?\d+(?:\.\d+)?$/ };

function isKindOfText(kind: KindTable[string] | undefined): kind is Kind {
  return typeof kind === 'string' && kind !== 'job';
}

function tableFor(value: object, kind: KindTable[string] | undefined): KindTable {
  if (kind === 'job') return jobTable(value);
  return typeof kind === 'object' ? kind : nothing;
}

function jobTable(job: object): KindTable {
  return choose(jobKinds, job, 'Tag');
}

function choose({ known, unknown }: KindChoice, value: object, property: 'EventName' | 'Tag'): KindTable {
  const { [property]: name } = value as { readonly [key in typeof property]?: unknown };
  return typeof name === 'string' && Object.hasOwn(known, name) ? (known[name] ?? unknown) : unknown;
}
