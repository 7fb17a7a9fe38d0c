import { deepStrictEqual } from 'node:assert';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallback } from '../src/index.ts';
import { sample, validSamples } from './samples.ts';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Makes of a tidy body what real senders make of it: another spelling of the same callback. */
class Loosener {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  loosenBody(callback: { [name: string]: Json }): Json {
    const body = this.#loosenObject(callback);
    return this.#happens(0.3) ? { Response: this.#happens(0.3) ? [body] : body } : body;
  }

  #loosen(value: Json): Json {
    if (Array.isArray(value)) return this.#loosenList(value);
    if (typeof value === 'object' && value !== null) {
      const object = this.#loosenObject(value);
      return this.#happens(0.1) ? [object] : object;
    }
    return this.#loosenText(String(value));
  }

  /** A list of one collapses, and empties stand in lists that stay. */
  #loosenList(list: readonly Json[]): Json {
    const entries = list.map((entry) => (typeof entry === 'string' ? this.#loosenText(entry) : this.#loosen(entry)));
    const [only] = entries;
    if (entries.length === 1 && only !== undefined && this.#happens(0.6)) return only;
    // Lists in lists are nothing that a sender makes.
    const flat = entries.map((entry) => (Array.isArray(entry) ? (entry[0] as Json) : entry));
    return this.#happens(0.2) ? [...flat, this.#empty()] : flat;
  }

  #loosenObject(object: { readonly [name: string]: Json }): { [name: string]: Json } {
    return Object.fromEntries(
      Object.entries(object).flatMap(([name, value]) => {
        const own = [name, this.#loosen(value)] as const;
        return this.#happens(0.1) ? [[`Empty${name}`, this.#empty()] as const, own] : [own];
      }),
    );
  }

  /** A number or a boolean, where their text is the same. */
  #loosenText(text: string): Json {
    if ((text === 'true' || text === 'false') && this.#happens(0.7)) return text === 'true';
    const number = Number(text);
    return String(number) === text && Number.isFinite(number) && this.#happens(0.5) ? number : text;
  }

  #empty(): Json {
    const empties: readonly Json[] = ['', null, {}, [], { Inner: '' }, [{}]];
    return empties[Math.floor(this.#random() * empties.length)] as Json;
  }

  #happens(probability: number): boolean {
    return this.#random() < probability;
  }
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c_1b_3c_6d) + 0x9e_37_79_b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

const stems = validSamples
  .filter((path) => path.endsWith('.xml') && validSamples.includes(path.replace(/\.xml$/, '.json')))
  .map((path) => path.slice(0, -'.xml'.length));
const kinds = [...new Set(stems.map((stem) => stem.split('/')[0] as string))];

describe('a body that mixes what real senders do gives what its tidy XML twin gives', () => {
  it.each(kinds)('%s', (kind) => {
    const own = stems.filter((stem) => stem.startsWith(`${kind}/`));
    let differing = 0;
    fc.assert(
      fc.property(fc.constantFrom(...own), fc.integer(), (stem, seed) => {
        const tidy = {
          ...parseCallback(sample(`${stem}.xml`)),
          ExtraField: 'kept',
          ExtraObject: { Inner: ['1', '2'] },
        };
        const loose = new Loosener(randomFrom(seed)).loosenBody(tidy as unknown as { [name: string]: Json });
        if (JSON.stringify(loose) !== JSON.stringify(tidy)) differing++;
        deepStrictEqual(parseCallback(JSON.stringify(loose)), tidy);
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(differing).toBeGreaterThan(150);
  });
});
