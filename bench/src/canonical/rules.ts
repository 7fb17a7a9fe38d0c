import { fileURLToPath } from 'node:url';
import { readModel, type Field, type Model } from '@ci-callback/codegen';

/** What the schema says of one object, as far as a tree must be changed for it. */
export interface ObjectRules {
  readonly fields: ReadonlyMap<string, FieldRules>;
  /** The names of the objects that are there also when they are empty. */
  readonly required: readonly string[];
}

export interface FieldRules {
  readonly list: boolean;
  /** The rules of the objects in it; undefined for text. */
  readonly rules: ObjectRules | ((value: object) => ObjectRules) | undefined;
}

export const unknownRules: ObjectRules = { fields: new Map(), required: [] };

const schema = fileURLToPath(new URL('../../../schema/', import.meta.url));

export const model: Model = await readModel(schema);

/** The rules of a callback by its EventName, and inside it of a job by its Tag. */
export const callbackRules: (value: object) => ObjectRules = chooser(model.events);

function chooser({ property, known, unknown }: Model['events']): (value: object) => ObjectRules {
  const byName = new Map(known.map(({ name, title }) => [name, rulesOf(title)]));
  const otherwise = rulesOf(unknown);
  return (value) => {
    const name = (value as Readonly<Record<string, unknown>>)[property];
    return (typeof name === 'string' ? byName.get(name) : undefined) ?? otherwise;
  };
}

function rulesOf(title: string): ObjectRules {
  const fields = model.definitions.get(title)?.fields ?? [];
  return {
    fields: new Map(fields.map((field) => [field.name, { list: field.list, rules: fieldRules(field) }])),
    required: fields.filter(({ required, list, type }) => required && !list && type.type === 'object').map(nameOf),
  };
}

function fieldRules({ type }: Field): FieldRules['rules'] {
  if (type.type === 'object') return rulesOf(type.title);
  return type.type === 'job' ? chooser(model.jobs) : undefined;
}

function nameOf({ name }: Field): string {
  return name;
}
