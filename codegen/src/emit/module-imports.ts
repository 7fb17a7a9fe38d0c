import { posix } from 'node:path';

/** What a generated module needs of others. Paths are relative to the output directory. */
export class ModuleImports {
  readonly #from: string;
  readonly #keyword: 'import' | 'import type';
  readonly #names: Map<string, Set<string>> = new Map();

  constructor(from: string, keyword: 'import' | 'import type') {
    this.#from = from;
    this.#keyword = keyword;
  }

  /** Notes that a name of a module is used; what the module has itself needs no import. */
  add(path: string, name: string): void {
    if (path === this.#from) return;
    this.#names.set(path, (this.#names.get(path) ?? new Set()).add(name));
  }

  /** The statements, in an order that does not depend on that of the uses. */
  toString(): string {
    const statements = [...this.#names]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, names]) => {
        return `${this.#keyword} { ${[...names].toSorted().join(', ')} } from '${relativeSpecifier(this.#from, path)}';\n`;
      });
    return statements.length === 0 ? '' : `${statements.join('')}\n`;
  }
}

/** How a module names another one. Paths may lead out of the output directory, into one beside it. */
export function relativeSpecifier(from: string, path: string): string {
  const relative = posix.relative(posix.dirname(rooted(from)), rooted(path));
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** Without a root of its own a path would be resolved against the working directory, whose name can be one that it leads to. */
function rooted(path: string): string {
  return posix.join('/core/generated', path);
}
