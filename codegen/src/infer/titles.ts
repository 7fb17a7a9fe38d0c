import { reservedTitles } from '../emit/reserved-titles.ts';
import type { SchemaSet } from '../load.ts';
import { definitionsIn } from './written.ts';

/** Names for new definitions, each of which is given once. */
export class Titles {
  readonly #taken: Set<string>;

  constructor({ files }: SchemaSet) {
    const titles = [...files.values()].flatMap((file) => [...definitionsIn(file)].map(({ title = '' }) => title));
    this.#taken = new Set([...titles, ...reservedTitles].map((title) => title.toLowerCase()));
  }

  /** The title of the definition in a whole file. */
  ofFile(title: string): string {
    return this.#first([title]);
  }

  /**
   * The title of an object in another.
   * @param owner what the file is about, which comes first
   * @param path the fields that lead to the object
   */
  ofObject(owner: string, path: readonly string[]): string {
    const names = path.map(pascalCase);
    const name = names.at(-1) ?? '';
    const parent = names.at(-2) ?? '';
    const short = name === owner ? `${owner}Parameters` : name.startsWith(owner) ? name : owner + name;
    return this.#first([short, owner + parent + name]);
  }

  #first(titles: readonly string[]): string {
    const last = titles.at(-1) ?? '';
    for (let number = 1; ; number++) {
      const candidates = number === 1 ? titles : [last + number];
      const free = candidates.find((title) => !this.#taken.has(title.toLowerCase()));
      if (free === undefined) continue;
      this.#taken.add(free.toLowerCase());
      return free;
    }
  }
}

/** A name as one of types: `sub-Err2code` gives `SubErr2Code`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z\d]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
    .replaceAll(/\d[a-z]/g, (match) => match.toUpperCase());
}
