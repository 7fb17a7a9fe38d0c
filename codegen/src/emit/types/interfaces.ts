import { compile } from 'json-schema-to-typescript';
import {
  basesOf,
  type Definition,
  definitionOf,
  type Field,
  type FieldType,
  isKind,
  type Model,
  type TextType,
} from '../../model.ts';
import { nativeKindOf } from '../../kinds.ts';
import { literal } from '../names.ts';
import { definitionRemarks, fieldRemarks, kindRemarks } from '../remarks.ts';
import { kindedText } from './kinded-texts.ts';
import { jobPath, kindedPath, opaquePath, typesPath } from './paths.ts';

/** The interface of each definition and base, by its title. */
export async function compileInterfaces(model: Model): Promise<ReadonlyMap<string, string>> {
  const compiled = await compile(bundle(model), bundleName, {
    bannerComment: '',
    format: false,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
  });
  return readInterfaces(compiled, model);
}

/** What the interface of a definition names: each with the module that has it. */
export function namesIn(model: Model, definition: Definition): readonly (readonly [name: string, path: string])[] {
  const own = ownFields(model, definition);
  return [
    ...definition.bases.map((title) => at(model, title)),
    ...own.flatMap(({ type }) => (type.type === 'object' ? [at(model, type.title)] : [])),
    ...own.flatMap(({ type }) =>
      type.type === 'text' && type.kind !== undefined
        ? [[kindedText(nativeKindOf(type.kind)), kindedPath] as const]
        : [],
    ),
    ...(own.some(({ type }) => type.type === 'job') ? [['Job', jobPath] as const] : []),
    ...(own.some((field) => decidesUnknown(model, definition, field)) ? [['UnknownName', opaquePath] as const] : []),
    ...(definition.open ? [['UnknownValue', opaquePath] as const] : []),
  ];
}

function at(model: Model, title: string): readonly [name: string, path: string] {
  return [title, typesPath(definitionOf(model, title).file)];
}

type CompilerInput = Parameters<typeof compile>[0];

const bundleName = 'GeneratedBundle';

/** All definitions below one root, so that each is compiled once. */
function bundle(model: Model): CompilerInput {
  const definitions = [...model.definitions.values(), ...model.bases.values()];
  return {
    title: bundleName,
    type: 'object',
    properties: Object.fromEntries(definitions.map(({ title }) => [title, reference(title)])),
    $defs: Object.fromEntries(definitions.map((definition) => [definition.title, object(model, definition)])),
  };
}

function object(model: Model, definition: Definition): CompilerInput {
  const own = ownFields(model, definition);
  return {
    title: definition.title,
    description: isKind(model, definition) ? kindRemarks(definition) : definitionRemarks(definition),
    type: 'object',
    // The compiler takes schemas here, although its type says names.
    ...(definition.bases.length === 0 ? {} : { extends: definition.bases.map(reference) as unknown as string[] }),
    properties: Object.fromEntries(own.map((field) => [field.name, property(model, definition, field)])),
    required: own.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: definition.open ? { tsType: 'UnknownValue' } : false,
  };
}

/** The fields that an interface has to name: those that none of its bases has, or that one of them has otherwise. */
function ownFields(model: Model, definition: Definition): readonly Field[] {
  const bases = basesOf(model, definition);
  return definition.fields.filter((field) => {
    const inherited = bases.flatMap((base) =>
      base.fields.filter(({ name }) => name === field.name).map((inheritedField) => said(model, base, inheritedField)),
    );
    return inherited.length === 0 || inherited.some((other) => other !== said(model, definition, field));
  });
}

/** All that an interface says of a field, as one text. */
function said(model: Model, owner: Definition, field: Field): string {
  return JSON.stringify([field.required, property(model, owner, field)]);
}

/** A reference with a description of its own has to be an `allOf`: as siblings they would copy the referenced type. */
function property(model: Model, owner: Definition, field: Field): CompilerInput {
  const description = fieldRemarks(field);
  const type = decidesUnknown(model, owner, field) ? { tsType: 'UnknownName' } : typeOf(field.type);
  if (field.list) return { description, type: 'array', items: type };
  return field.type.type === 'object' ? { description, allOf: [type] } : { description, ...type };
}

function decidesUnknown({ events, jobs }: Model, { title }: Definition, { name }: Field): boolean {
  return [events, jobs].some(({ unknown, property: deciding }) => unknown === title && deciding === name);
}

function typeOf(type: FieldType): CompilerInput {
  switch (type.type) {
    case 'object':
      return reference(type.title);
    case 'job':
      return { tsType: 'Job' };
    case 'text':
      return typeOfText(type);
    case 'number':
      return type.values === undefined
        ? { type: 'number' }
        : { tsType: [...type.values.map(String), '(number & {})'].join(' | ') };
    case 'boolean':
      return { type: type.type };
  }
}

function typeOfText({ kind, constant, values = [] }: TextType): CompilerInput {
  if (constant !== undefined) return { const: constant };
  if (kind === undefined && values.length === 0) return { type: 'string' };
  // Completes to the documented texts in an editor, and takes any other.
  const any = kind === undefined ? '(string & {})' : kindedText(nativeKindOf(kind));
  return { tsType: [...values.map(literal), any].join(' | ') };
}

function reference(title: string): CompilerInput {
  return { $ref: `#/$defs/${title}` };
}

/**
 * Takes the interfaces out of what the compiler wrote.
 * @throws {Error} if it numbered a name, which it does when it took two definitions for different ones of the same name.
 */
function readInterfaces(compiled: string, { definitions, bases }: Model): ReadonlyMap<string, string> {
  const declarations = compiled.split(/(?<=^\}\n)/m).map((declaration) => {
    const [, name = ''] = /^export (?:interface|type) (\w+)/m.exec(declaration) ?? [];
    return [name, tidy(declaration)] as const;
  });
  const unexpected = declarations.filter(
    ([name]) => name !== '' && name !== bundleName && !definitions.has(name) && !bases.has(name),
  );
  if (unexpected.length > 0)
    throw new Error(`The types have names that no definition has: ${unexpected.map(([name]) => name).join(', ')}`);
  return new Map(declarations);
}

function tidy(declaration: string): string {
  return declaration
    .replaceAll(/^\/\*\*\n \* (.{1,111})\n \*\/$/gm, '/** $1 */')
    .replaceAll(/^\[k: string\]: .*$/gm, '[field: string]: UnknownValue');
}
