import type { Tree, TreeObject } from './normalize.ts';

/** Makes a tree of the events of a streaming parser. */
export class TreeBuilder {
  readonly #parents: (TreeObject | undefined)[] = [];
  readonly #names: string[] = [];
  #current: TreeObject | undefined;
  #text = '';
  #root: Tree = '';

  get root(): Tree {
    return this.#root;
  }

  open(name: string): void {
    this.#parents.push((this.#current ??= {}));
    this.#names.push(name);
    this.#current = undefined;
    this.#text = '';
  }

  text(text: string): void {
    this.#text += text;
  }

  close(): void {
    const value = this.#current ?? this.#text;
    const parent = this.#parents.pop() as TreeObject;
    const name = this.#names.pop() as string;
    this.#text = '';
    this.#current = parent;
    if (this.#parents.length === 0) this.#root = value;
    else add(parent, name, value);
  }
}

/** Adds a child to an object; repeated ones become an array. */
export function add(parent: TreeObject, name: string, value: Tree): void {
  const earlier = parent[name];
  if (earlier === undefined) parent[name] = value;
  else if (Array.isArray(earlier)) earlier.push(value);
  else parent[name] = [earlier, value];
}
