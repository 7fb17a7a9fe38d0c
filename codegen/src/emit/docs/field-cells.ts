import { definitionOf, type Field, type FieldType, type Model } from '../../model.ts';
import type { Presence } from '../../schema-node.ts';
import type { FieldRow } from './field-rows.ts';
import { code, link } from './markdown.ts';

export const fieldColumns: readonly string[] = [
  'Field',
  'Type',
  'List',
  'Present',
  'Holds',
  'Known from',
  'Description',
];

export function fieldCells(model: Model, { path, field }: FieldRow): readonly string[] {
  return [
    code(path),
    typeName(model, field.type),
    field.list ? 'yes' : '',
    presenceName(field),
    holds(field),
    field.evidence ?? '',
    remarks(field),
  ];
}

export function sourceSentence(sources: readonly string[]): readonly string[] {
  return sources.length === 0 ? [] : [`Source: ${sources.join('; ')}.`];
}

const presenceNames: Readonly<Record<Presence, string>> = {
  always: 'always',
  success: 'on success',
  workflow: 'in workflows',
  sometimes: 'sometimes',
};

function presenceName({ presence, required }: Field): string {
  return required ? `**${presenceNames[presence]}**` : presenceNames[presence];
}

function typeName(model: Model, type: FieldType): string {
  switch (type.type) {
    case 'text':
      return 'text';
    case 'boolean':
      return 'boolean';
    case 'number':
      return type.integer ? 'integer' : 'number';
    case 'job':
      return link('job', 'README.md#jobs');
    case 'object':
      return definitionOf(model, type.title).open ? 'any object' : 'object';
  }
}

function holds({ type, unit }: Field): string {
  const kind = type.type === 'text' ? type.kind : undefined;
  return [kind, unit].filter((part) => part !== undefined).join(', ');
}

function remarks({ description: text, deprecated, type, examples, sources }: Field): string {
  const constant = type.type === 'text' && type.constant !== undefined ? [`Always ${code(type.constant)}.`] : [];
  const values =
    (type.type === 'text' || type.type === 'number') && type.values !== undefined
      ? [`Documented values: ${type.values.map((value) => code(String(value))).join(', ')}.`]
      : [];
  const example = examples.length > 0 ? [`Example: ${examples.map(code).join(', ')}.`] : [];
  return [
    ...(deprecated ? ['**Deprecated.**'] : []),
    text,
    ...constant,
    ...values,
    ...example,
    ...sourceSentence(sources),
  ].join(' ');
}
