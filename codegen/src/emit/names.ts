import { reservedTitles } from './reserved-titles.ts';

/** The name of a constant for a definition: `CosHeader` gives `cosHeader`. */
export function constantName(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

/** The name of a constant for a kind of event or job: `VoiceSeparate` gives `voiceSeparate`, `SDRtoHDR` gives `sdrToHdr`. */
export function kindName(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g) ?? [];
  const pascal = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()).join('');
  return constantName(pascal === '' || reservedTitles.has(pascal) ? `${pascal}Kind` : pascal);
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
