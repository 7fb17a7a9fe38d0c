import { type BodyObject, type BodyValue, isBodyList, isBodyObject } from '../verify/body-value.ts';
import { type Subject, Tally } from './tally.ts';
import { type SentAs, Texts } from './texts.ts';

/** What some values are: empty ones are none of these. */
export type Form = 'object' | 'text' | 'both' | 'lists' | 'nothing';

/** What bodies show of one place: how often there is something, and what. No value is kept. */
export class Observed {
  /** In how many of the objects around it there is something. */
  readonly present: Tally = new Tally();
  /** The objects found here. */
  readonly objects: Tally = new Tally();
  /** The texts found here. */
  readonly texts: Texts = new Texts();
  /** Bodies of XML in which the element is repeated. */
  readonly repeatedIn: Set<number> = new Set();
  /** Bodies of JSON in which an array stands here. */
  readonly arraysIn: Set<number> = new Set();
  /** The most values that stand here at once. */
  most = 0;
  /** Whether an array stands in an array, which no field can be. */
  #hasLists = false;
  #fields: Map<string, Observed> = new Map();
  /** The name of the last field. */
  #last: string | undefined;

  /** What is in the objects, in the order of the bodies. */
  get fields(): ReadonlyMap<string, Observed> {
    return this.#fields;
  }

  get form(): Form {
    if (this.#hasLists) return 'lists';
    const [objects, texts] = [this.objects.all.occurrences > 0, this.texts.jobs.size > 0];
    if (objects && texts) return 'both';
    if (objects) return 'object';
    return texts ? 'text' : 'nothing';
  }

  /** Whether some body shows that this is a list. A lone entry does not show that it is none. */
  get isList(): boolean {
    return this.repeatedIn.size + this.arraysIn.size > 0;
  }

  /**
   * Adds an object that stands here.
   * @param required the objects in it that are there even if they are empty
   */
  addObject(value: BodyObject, subject: Subject, required: readonly string[] = []): void {
    this.objects.add(subject);
    let previous: string | undefined;
    for (const [name, field] of Object.entries(value)) {
      this.#fieldBehind(previous, name).addValue(field, subject);
      previous = name;
    }
    for (const name of required)
      if (!isFilled(value[name] ?? null)) this.#fieldBehind(this.#last, name).objects.add(subject);
  }

  /** Adds what a field holds: from XML every field is an array, whether it is repeated or not. */
  addValue(value: BodyValue, subject: Subject): void {
    const filled = (isBodyList(value) ? value : [value]).filter(isFilled);
    if (filled.length === 0) return;
    this.present.add(subject);
    this.most = Math.max(this.most, filled.length);
    if (subject.format === 'json' && isBodyList(value)) this.arraysIn.add(subject.body);
    if (subject.format === 'xml' && filled.length > 1) this.repeatedIn.add(subject.body);
    for (const entry of filled) {
      if (isBodyObject(entry)) this.addObject(entry, subject);
      else if (isBodyList(entry)) this.#hasLists = true;
      else if (entry !== null) this.#addText(entry, subject);
    }
  }

  /** Adds what bodies show of another place that is the same definition. */
  absorb(other: Observed): void {
    this.present.absorb(other.present);
    this.objects.absorb(other.objects);
    this.texts.absorb(other.texts);
    for (const body of other.repeatedIn) this.repeatedIn.add(body);
    for (const body of other.arraysIn) this.arraysIn.add(body);
    this.most = Math.max(this.most, other.most);
    this.#hasLists ||= other.#hasLists;
    let previous: string | undefined;
    for (const [name, field] of other.fields) {
      this.#fieldBehind(previous, name).absorb(field);
      previous = name;
    }
  }

  // A number in the callback of a job is text: see the canonical form.
  #addText(value: string | number | boolean, { id, isJob }: Subject): void {
    this.texts.add(String(value), isJob ? 'text' : leafOf(value), id);
  }

  #fieldBehind(previous: string | undefined, name: string): Observed {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const added = new Observed();
    if (previous === this.#last) {
      this.#fields.set(name, added);
      this.#last = name;
    } else {
      const entries = [...this.#fields];
      const at = entries.findIndex(([other]) => other === previous) + 1;
      this.#fields = new Map(entries.toSpliced(at, 0, [name, added]));
    }
    return added;
  }
}

function leafOf(value: string | number | boolean): SentAs {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

/** Whether there is anything but empties, and the white space that indents them. */
function isFilled(value: BodyValue): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value !== 'object') return true;
  return value !== null && Object.values(value).some(isFilled);
}
