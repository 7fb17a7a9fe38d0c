import type { ImportDeclarationStructure, OptionalKind } from 'ts-morph';
import { relativeSpecifier } from '../module-imports.ts';

/** Core's functions for tables, in a directory beside the one that is generated. */
export const runtimePath = '../shape/index.ts';

/** What one file of tables needs of others. Paths are relative to the output directory. */
export class Imports {
  readonly from: string;
  readonly #names: Map<string, Set<string>> = new Map();

  constructor(from: string) {
    this.from = from;
  }

  /** Notes that names of another file are used; names of the file itself need no import. */
  add(path: string, ...names: readonly string[]): void {
    if (path === this.from) return;
    const used = this.#names.get(path) ?? new Set();
    for (const name of names) used.add(name);
    this.#names.set(path, used);
  }

  declarations(): readonly OptionalKind<ImportDeclarationStructure>[] {
    const byPath = [...this.#names].toSorted(([one], [other]) => order(one, other));
    return byPath.map(([path, names]) => ({
      moduleSpecifier: relativeSpecifier(this.from, path),
      namedImports: [...names].toSorted(byName),
    }));
  }
}

function byName(one: string, other: string): number {
  const [first, second] = [one, other].map((name) => name.replace('type ', '').toLowerCase());
  return order(first ?? '', second ?? '');
}

function order(one: string, other: string): number {
  return one < other ? -1 : 1;
}
