import { type Definition, definitionOf, type Field, type Model } from '../model.ts';
import { codeBanner } from './banner.ts';
import type { GeneratedFile } from './emitter.ts';
import { ModuleImports } from './module-imports.ts';
import { literal, propertyKey } from './names.ts';

const path = 'object-places.ts';
const typesPath = '../objects/object-place.ts';

/** Where the jobs of each type tell of the objects that they wrote, and in which roles. */
export function emitObjectPlaces(model: Model): readonly GeneratedFile[] {
  const places = model.jobs.known.flatMap(({ name, title }) => {
    const found = placesIn(model, operationOf(model, definitionOf(model, title)), [], undefined);
    return found.length === 0 ? [] : [[name, found] as const];
  });
  const roles = [...new Set(places.flatMap(([, found]) => found.map(({ role }) => role)))].toSorted();
  const imports = new ModuleImports(path, 'import type');
  imports.add(typesPath, 'ObjectPlace');
  const content = `${codeBanner([model.root.file])}${String(imports)}
/** What an object is among those that a job wrote. */
export type ObjectRole = ${roles.length === 0 ? 'never' : roles.map(literal).join(' | ')};

/** Where jobs tell of the objects that they wrote, by their \`${model.jobs.property}\`, beside what they all have: \`MediaResult.OutputFile\`. */
export const objectPlaces: Readonly<Record<string, readonly ObjectPlace<ObjectRole>[]>> = {
${places.map(([name, found]) => `${propertyKey(name)}: [${found.map(written).join('')}],\n`).join('')}};
`;
  return [{ path, content }];
}

interface Place {
  readonly names: readonly string[];
  readonly holds: 'files' | 'destination' | 'key' | 'request';
  readonly role: string;
}

function operationOf(model: Model, { fields }: Definition): readonly Field[] {
  const type = fields.find(({ name }) => name === 'Operation')?.type;
  return type?.type === 'object' ? definitionOf(model, type.title).fields : [];
}

/** An object has the role of the nearest around it that has one; a text has to have its own, as not every text is a key. */
function placesIn(
  model: Model,
  fields: readonly Field[],
  above: readonly string[],
  roleAbove: string | undefined,
): readonly Place[] {
  return fields.flatMap(({ name, type, role }): readonly Place[] => {
    const names = [...above, name];
    if (type.type === 'text')
      return role === undefined ? [] : [{ names, holds: names[0] === 'Output' ? 'request' : 'key', role }];
    if (type.type !== 'object') return [];
    const inner = definitionOf(model, type.title).fields;
    const nearest = role ?? roleAbove;
    const holds = nearest === undefined ? undefined : whatItNames(inner);
    const here = holds === undefined || nearest === undefined ? [] : [{ names, holds, role: nearest }];
    return [...here, ...placesIn(model, inner, names, nearest)];
  });
}

/** Objects name what was written in two forms: as files with a prefix, and as the one that was asked for. */
function whatItNames(fields: readonly Field[]): 'files' | 'destination' | undefined {
  if (fields.some(({ name, list }) => name === 'ObjectName' && list)) return 'files';
  return fields.some(({ name, type }) => name === 'Object' && type.type === 'text') ? 'destination' : undefined;
}

function written({ names, holds, role }: Place): string {
  return `\n{ path: ${literal(names.join('/'))}, holds: ${literal(holds)}, role: ${literal(role)} },`;
}
