import { itemsOf, keyword, type Layers, propertiesOf, requiredOf } from '../layers.ts';
import type { SchemaSet } from '../load.ts';
import type { Observed } from './observed.ts';

/** How far a definition says what an object has. */
export interface Match {
  /** How many of the fields in bodies it has, those of objects in it counted too. */
  readonly covered: number;
  /** How many it lacks. */
  readonly extra: number;
  /** How many fields it has itself. */
  readonly size: number;
  /** Fields that are something else in bodies, or that nobody says of what they hold: what it is, by the path from the object. */
  readonly misfits: ReadonlyMap<string, string>;
  /** Fields that it promises and some objects lack, in the same way. */
  readonly missed: ReadonlyMap<string, string>;
}

/** Compares what bodies show of an object with a definition. */
export function match(schema: SchemaSet, layers: Layers, observed: Observed): Match {
  const properties = propertiesOf(schema, layers);
  const required = requiredOf(layers);
  const isOpen = keyword(layers, 'additionalProperties') === true;
  const [misfits, missed] = [new Map<string, string>(), new Map<string, string>()];
  let [covered, extra] = [0, 0];
  for (const [name, own] of properties) {
    const field = observed.fields.get(name);
    // A required object that a body lacks is put there empty.
    const broken = required.has(name) && keyword(own, 'type') === 'object' ? undefined : missedOf(own, field, observed);
    if (broken !== undefined) missed.set(name, broken);
    if (field === undefined || field.form === 'nothing') {
      if (isLeftToOthers(schema, own)) misfits.set(name, 'none has it');
      continue;
    }
    const inner = matchField(schema, own, field);
    covered += 1 + inner.covered;
    extra += inner.extra;
    for (const [path, misfit] of inner.misfits) misfits.set(path === '' ? name : `${name}.${path}`, misfit);
    for (const [path, promise] of inner.missed) missed.set(`${name}.${path}`, promise);
  }
  for (const [name, field] of observed.fields)
    if (!isOpen && field.form !== 'nothing' && !properties.has(name)) extra++;
  return { covered, extra, size: properties.size, misfits, missed };
}

/** What a definition promises of a field that some objects lack. */
function missedOf(own: Layers, field: Observed | undefined, { objects }: Observed): string | undefined {
  const present = field?.present;
  const file = own.findLast(({ node }) => node['x-presence'] !== undefined)?.file;
  const presence = keyword(own, 'x-presence');
  if (presence === 'always' && (present?.all.occurrences ?? 0) < objects.all.occurrences)
    return `some lack it, which ${file} promises`;
  if (presence === 'success' && (present?.ofSuccess.occurrences ?? 0) < objects.ofSuccess.occurrences)
    return `some that succeeded lack it, which ${file} promises`;
  return undefined;
}

const nothingInside: Match = { covered: 0, extra: 0, size: 0, misfits: new Map(), missed: new Map() };

function matchField(schema: SchemaSet, own: Layers, field: Observed): Match {
  const misfit = contradiction(schema, own, field);
  if (misfit !== undefined) return { ...nothingInside, misfits: new Map([['', misfit]]) };
  const value = valueOf(schema, own);
  if (keyword(value, 'type') !== 'object' || isLeftToOthers(schema, own)) return nothingInside;
  return match(schema, value, field);
}

/** What bodies have that a field of the schema can't be, in words; undefined if they agree. */
export function contradiction(schema: SchemaSet, own: Layers, field: Observed): string | undefined {
  if (field.form === 'nothing' || keyword(own, 'anyOf') !== undefined) return undefined;
  if (field.form === 'lists') return 'some bodies have a list of lists';
  if (keyword(own, 'type') !== 'array' && field.most > 1)
    return `up to ${field.most} values at once, and the schema has one`;
  const value = valueOf(schema, own);
  const form = keyword(value, 'type') === 'object' ? 'object' : 'text';
  if (field.form === 'both') return `an object in some bodies and text in others, and the schema has ${form}`;
  if (field.form !== form) return `${field.form}, and the schema has ${form}`;
  const kind = keyword(value, 'x-kind');
  return kind === undefined || field.texts.fits(kind) ? undefined : `not every text is of the kind ${kind}`;
}

/** The layers of what a field holds: of the entries, if it is a list. */
export function valueOf(schema: SchemaSet, own: Layers): Layers {
  return keyword(own, 'type') === 'array' ? itemsOf(schema, own) : own;
}

/** Whether the schema says of an object that it is one and nothing else, so that who builds on it has to. */
export function isLeftToOthers(schema: SchemaSet, own: Layers): boolean {
  return (
    keyword(own, 'type') === 'object' &&
    keyword(own, 'additionalProperties') !== true &&
    own.every(({ node }) => node.title === undefined) &&
    propertiesOf(schema, own).size === 0
  );
}
