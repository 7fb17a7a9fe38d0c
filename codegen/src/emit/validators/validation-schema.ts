import type { AnySchemaObject } from 'ajv';
import { type Definition, definitionOf, type Field, type FieldType, type Model } from '../../model.ts';

export type Mode = 'lenient' | 'strict';

/** JSON schemas of a canonical object's definitions, one for each, that refer to each other by title. */
export function validationSchemas(model: Model, mode: Mode): readonly AnySchemaObject[] {
  const definitions = [...model.definitions.values()];
  if (mode === 'lenient')
    return definitions.map((definition) => ({ $id: definition.title, ...lenientObject(definition) }));
  const conditional = definitions.filter((definition) => hasSuccessFields(model, definition));
  return [
    ...definitions.map((definition) => ({ $id: definition.title, ...strictObject(model, definition) })),
    ...conditional.map((definition) => ({ $id: onSuccess(definition.title), ...successObject(model, definition) })),
  ];
}

function lenientObject({ fields }: Definition): AnySchemaObject {
  return {
    type: 'object',
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, {})])),
  };
}

function strictObject(model: Model, definition: Definition): AnySchemaObject {
  const { fields, title } = definition;
  return {
    type: 'object',
    required: fields.filter(({ required, presence }) => required || presence === 'always').map(({ name }) => name),
    ...groupByRule(fields),
    ...(isClosed(model, definition) ? { additionalProperties: false } : {}),
    ...(hasOutcome(model, title) && hasSuccessFields(model, definition)
      ? { onSuccess: { $ref: onSuccess(title) } }
      : {}),
  };
}

/** What has to be there when the job has succeeded, and nothing that the other schemas say already, such as types. */
function successObject(model: Model, { fields }: Definition): AnySchemaObject {
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

/** Whether the `State` of a definition tells what is there in it: that of a job, and of what an event holds. */
function hasOutcome(model: Model, title: string): boolean {
  const held = model.events.known.flatMap((event) => definitionOf(model, event.title).fields.map(({ type }) => type));
  return (
    [...model.jobs.known.map((job) => job.title), model.jobs.unknown].includes(title) ||
    held.some((type) => type.type === 'object' && type.title === title)
  );
}

function onSuccess(title: string): string {
  return `${title}OnSuccess`;
}

function hasSuccessFields(model: Model, { fields }: Definition): boolean {
  return fields.some(
    ({ presence, type }) =>
      presence === 'success' || (type.type === 'object' && hasSuccessFields(model, definitionOf(model, type.title))),
  );
}

function isClosed({ events, jobs }: Model, { open, title }: Definition): boolean {
  return !open && title !== events.unknown && title !== jobs.unknown;
}

/**
 * The rules of an object's fields. Fields with the same rule share a pattern for their names, which gives far less code than a check
 * for each field. It is slower, so lenient mode, which runs on every callback, doesn't.
 */
function groupByRule(fields: readonly Field[]): AnySchemaObject {
  const groups = new Map<string, { names: string[]; rule: AnySchemaObject }>();
  for (const field of fields) {
    const rule = fieldSchema(field, documented(field.type));
    const key = JSON.stringify(rule);
    const group = groups.get(key) ?? { names: [], rule };
    group.names.push(field.name);
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

function namePattern(names: readonly string[]): string {
  return `^(?:${names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})$`;
}

function documented(type: FieldType): AnySchemaObject {
  if (type.type === 'number') {
    if (type.values !== undefined) return { numericEnum: type.values };
    return type.integer ? { type: 'integer' } : {};
  }
  if (type.type !== 'text') return {};
  return {
    ...(type.values === undefined ? {} : { enum: type.values }),
    ...(type.kind === undefined ? {} : { format: type.kind }),
  };
}

function fieldSchema({ type, list }: Field, documentedAs: AnySchemaObject): AnySchemaObject {
  const schema = { ...typeSchema(type), ...documentedAs };
  return list ? { type: 'array', items: schema } : schema;
}

/** Jobs are objects here, no more: which kind is for whoever calls the validator, so that one wrong field gives one violation. */
function typeSchema(type: FieldType): AnySchemaObject {
  switch (type.type) {
    case 'object':
      return { $ref: type.title };
    case 'job':
      return { type: 'object' };
    case 'text':
      return type.constant === undefined ? { type: 'string' } : { type: 'string', const: type.constant };
    case 'number':
      return { type: 'number' };
    case 'boolean':
      return { type: 'boolean' };
  }
}
