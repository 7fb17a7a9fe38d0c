import { objectKey } from './object-key.ts';

// No braces inside, so that looking for the end of one never goes beyond the beginning of the next.
const placeholder = /\$\{[^{}]*\}/;
const runIdentity = /^[\w-]{1,64}$/;

/** A key that a job was asked to write, in which the service puts something in place of `${Number}` and the like. */
export class RequestedKey {
  /** The key as far as it is known. */
  readonly key: string;
  readonly #start: string;
  readonly #middle: readonly string[];
  readonly #end: string | undefined;

  /** With the identity of the workflow's run, which goes in place of `${RunId}`. */
  constructor(requested: string, runId: string | undefined) {
    // Anything longer is no identity, and many copies of it could be more than fits into memory.
    const known = runId !== undefined && runIdentity.test(runId);
    this.key = objectKey(known ? requested.replaceAll(/\$\{RunId\}/gi, runId) : requested);
    const [start = '', ...others] = this.key.split(placeholder);
    this.#start = start;
    this.#end = others.pop();
    this.#middle = others.filter((part) => part !== '');
  }

  /** Whether nothing is put in place of anything, so that what was written has this key. */
  get isComplete(): boolean {
    return this.#end === undefined;
  }

  /** Whether a key can be this one, whatever was put in place of placeholders. */
  fits(key: string): boolean {
    if (this.#end === undefined) return key === this.key;
    if (!key.startsWith(this.#start) || !key.endsWith(this.#end)) return false;
    // Not by a regular expression, which would try each way to share the key among the placeholders.
    let position = this.#start.length;
    for (const part of this.#middle) {
      const found = key.indexOf(part, position);
      if (found < 0) return false;
      position = found + part.length;
    }
    return position <= key.length - this.#end.length;
  }
}
