import { reservedTitles } from './reserved-titles.ts';

/** The name of a constant for a definition: `CosHeader` gives `cosHeader`. */
export function constantName(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

/** The name of a constant for a kind of event or job: `VoiceSeparate` gives `voiceSeparate`, `SDRtoHDR` gives `sdrToHdr`. */
export function kindName(name: string): string {
  const words = kebabCase(name).split('-');
  const pascal = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return constantName(pascal === '' || reservedTitles.has(pascal) ? `${pascal}Kind` : pascal);
}

/** What a file for something of a name is called: `VoiceSeparate` gives `voice-separate`, `SDRtoHDR` gives `sdr-to-hdr`. */
export function kebabCase(name: string): string {
  return name
    .replaceAll(/(?<=[A-Z]{2})to(?=[A-Z])/g, '-to-')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
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
