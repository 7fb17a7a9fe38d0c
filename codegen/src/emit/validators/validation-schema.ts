import type { AnySchemaObject } from 'ajv';
import { type Definition, definitionOf, type Field, type Model } from '../../model.ts';
import type { Mode } from './field-rule.ts';
import { namePattern } from './names.ts';
import { addedRule, isWantedHere, sharedBases } from './shared-bases.ts';

/**
 * JSON schemas of a canonical object's definitions, one for each, that refer to each other by title, and of the bases that
 * definitions share.
 */
export function validationSchemas(model: Model, mode: Mode): readonly AnySchemaObject[] {
  const definitions = [...model.definitions.values()];
  const conditional = mode === 'strict' ? definitions.filter((definition) => hasSuccessFields(model, definition)) : [];
  return [
    ...definitions.map((definition) => ({ $id: definition.title, ...objectSchema(model, definition, mode) })),
    ...usedBases(model, definitions, mode).map((base) => ({ $id: base.title, ...fieldsSchema(model, base, mode) })),
    ...conditional.map((definition) => ({ $id: onSuccess(definition.title), ...successSchema(model, definition) })),
  ];
}

function usedBases(model: Model, definitions: readonly Definition[], mode: Mode): readonly Definition[] {
  const used = new Set<Definition>();
  for (const definition of definitions) for (const base of sharedBases(model, definition, mode)) used.add(base);
  for (const base of used) for (const below of sharedBases(model, base, mode)) used.add(below);
  return [...used];
}

function objectSchema(model: Model, definition: Definition, mode: Mode): AnySchemaObject {
  const { events, jobs } = model;
  const { title, open } = definition;
  const closed = mode === 'strict' && !open && title !== events.unknown && title !== jobs.unknown;
  return {
    type: 'object',
    ...fieldsSchema(model, definition, mode),
    ...(closed ? { additionalProperties: false } : {}),
    ...(mode === 'strict' && hasOutcome(model, title) && hasSuccessFields(model, definition)
      ? { onSuccess: { $ref: onSuccess(title) } }
      : {}),
  };
}

/** What is wanted of an object's fields. A base says nothing of the object itself: those that build on it do. */
function fieldsSchema(model: Model, definition: Definition, mode: Mode): AnySchemaObject {
  const bases = sharedBases(model, definition, mode);
  const { fields } = definition;
  const rules = fields.map((field) => [field.name, addedRule(field, bases, mode)] as const);
  return {
    ...(bases.length === 0 ? {} : { allOf: bases.map(({ title }) => ({ $ref: title })) }),
    required: fields.filter((field) => isWantedHere(field, bases, mode)).map(({ name }) => name),
    ...(mode === 'strict' ? groupByRule(rules) : { properties: Object.fromEntries(rules.filter(hasRule)) }),
  };
}

type NamedRule = readonly [name: string, rule: AnySchemaObject | undefined];

function hasRule(named: NamedRule): named is readonly [string, AnySchemaObject] {
  return named[1] !== undefined;
}

/** What has to be there when the job has succeeded, and nothing that the other schemas say already, such as types. */
function successSchema(model: Model, { fields }: Definition): AnySchemaObject {
  const nested = fields.flatMap(({ name, list, type }) => {
    if (type.type !== 'object' || !hasSuccessFields(model, definitionOf(model, type.title))) return [];
    const schema = { $ref: onSuccess(type.title) };
    return [[name, list ? { items: schema } : schema] as const];
  });
  return {
    required: fields.filter(({ presence }) => presence === 'success').map(({ name }) => name),
    properties: Object.fromEntries(nested),
  };
}

/** The schema file of the definition that a validation schema is of. */
export function fileOfSchema(model: Model, $id: string): string {
  const title = model.definitions.has($id) || model.bases.has($id) ? $id : $id.slice(0, -successSuffix.length);
  return definitionOf(model, title).file;
}

/** Whether the `State` of a definition tells what is there in it: that of a job, and of what an event holds. */
function hasOutcome(model: Model, title: string): boolean {
  const held = model.events.known.flatMap((event) => definitionOf(model, event.title).fields.map(({ type }) => type));
  return (
    [...model.jobs.known.map((job) => job.title), model.jobs.unknown].includes(title) ||
    held.some((type) => type.type === 'object' && type.title === title)
  );
}

const successSuffix = 'OnSuccess';

function onSuccess(title: string): string {
  return `${title}${successSuffix}`;
}

function hasSuccessFields(model: Model, { fields }: { readonly fields: readonly Field[] }): boolean {
  return fields.some(
    ({ presence, type }) =>
      presence === 'success' || (type.type === 'object' && hasSuccessFields(model, definitionOf(model, type.title))),
  );
}

/**
 * The rules of an object's fields. Fields with the same rule share a pattern for their names, which gives far less code than a check
 * for each field. It is slower, so lenient mode, which runs on every callback, doesn't. Fields that bases have the rules of are
 * named, so that they are not unknown.
 */
function groupByRule(rules: readonly NamedRule[]): AnySchemaObject {
  const groups = new Map<string, { names: string[]; rule: AnySchemaObject | true }>();
  for (const [name, rule = true] of rules) {
    const key = JSON.stringify(rule);
    const group = groups.get(key) ?? { names: [], rule };
    group.names.push(name);
    groups.set(key, group);
  }
  const [single, shared] = partition([...groups.values()], ({ names }) => names.length === 1);
  return {
    properties: Object.fromEntries(single.map(({ names, rule }) => [names.join(), rule])),
    patternProperties: Object.fromEntries(shared.map(({ names, rule }) => [namePattern(names), rule])),
  };
}

function partition<Item>(
  items: readonly Item[],
  test: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
