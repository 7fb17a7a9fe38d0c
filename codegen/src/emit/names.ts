/** The name of a constant for a definition: `CosHeader` gives `cosHeader`. */
export function constantName(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

/** A text as a literal of TypeScript. */
export function literal(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A name as the key of an object literal. `__proto__` has to be computed, or it sets the prototype. */
export function propertyKey(name: string): string {
  if (name === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}
