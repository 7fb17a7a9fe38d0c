import { compile } from 'json-schema-to-typescript';
import type { Definition, Field, FieldType, Model } from '../model.ts';
import { codeBanner } from './banner.ts';
import type { GeneratedFile } from './emitter.ts';
import { literal } from './names.ts';
import { definitionRemarks, fieldRemarks } from './remarks.ts';
import { schemaFilesOf } from './schema-files.ts';
import { choiceTypes, opaqueTypes } from './types-preamble.ts';

/** The interfaces of callbacks and jobs, and the unions of them. */
export async function emitTypes(model: Model): Promise<readonly GeneratedFile[]> {
  const compiled = await compile(bundle(model), bundleName, {
    bannerComment: '',
    format: false,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
  });
  const content = [
    codeBanner(schemaFilesOf(model)),
    choiceTypes(model),
    ...readInterfaces(compiled, model),
    opaqueTypes,
  ].join('\n');
  return [{ path: 'types.ts', content }];
}

type CompilerInput = Parameters<typeof compile>[0];

const bundleName = 'GeneratedBundle';

/** All definitions below one root, so that each is compiled once. */
function bundle(model: Model): CompilerInput {
  const definitions = [...model.definitions.values()];
  return {
    title: bundleName,
    type: 'object',
    properties: Object.fromEntries(definitions.map(({ title }) => [title, reference(title)])),
    $defs: Object.fromEntries(definitions.map((definition) => [definition.title, object(model, definition)])),
  };
}

function object(model: Model, definition: Definition): CompilerInput {
  return {
    title: definition.title,
    description: definitionRemarks(definition),
    type: 'object',
    properties: Object.fromEntries(definition.fields.map((field) => [field.name, property(model, definition, field)])),
    required: definition.fields.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: definition.open ? { tsType: 'UnknownValue' } : false,
  };
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
      if (type.constant !== undefined) return { const: type.constant };
      return type.values === undefined
        ? { type: 'string' }
        : { tsType: openEnum([...type.values.map(literal), '(string & {})']) };
    case 'number':
      return type.values === undefined
        ? { type: 'number' }
        : { tsType: openEnum([...type.values.map(String), '(number & {})']) };
    case 'boolean':
      return { type: type.type };
  }
}

/** Completes to the documented values in an editor, and takes any other. */
function openEnum(types: readonly string[]): string {
  return types.join(' | ');
}

function reference(title: string): CompilerInput {
  return { $ref: `#/$defs/${title}` };
}

/**
 * Takes the interfaces out of what the compiler wrote.
 * @throws {Error} if it numbered a name, which it does when it took two definitions for different ones of the same name.
 */
function readInterfaces(compiled: string, { definitions }: Model): readonly string[] {
  const names = [...compiled.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name = '']) => name);
  const unexpected = names.filter((name) => name !== bundleName && !definitions.has(name));
  if (unexpected.length > 0) throw new Error(`The types have names that no definition has: ${unexpected.join(', ')}`);
  const declarations = compiled.split(/(?<=^\}\n)/m);
  return declarations.filter((declaration) => !declaration.includes(` ${bundleName} `)).map(tidy);
}

function tidy(declaration: string): string {
  return declaration
    .replaceAll(/^\/\*\*\n \* (.{1,111})\n \*\/$/gm, '/** $1 */')
    .replaceAll(/^\[k: string\]: .*$/gm, '[field: string]: UnknownValue');
}
