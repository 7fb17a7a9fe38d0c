import { definitionOf, formsByName, type Model, type Variants } from '../../model.ts';
import { ModuleImports } from '../module-imports.ts';
import { propertyKey } from '../names.ts';
import { indexPath, jobPath, typesPath } from './paths.ts';

/** The union over events, and what it is indexed by. */
export function eventTypes(model: Model): string {
  const { root, events } = model;
  return `${imports(model, indexPath, events)}/** ${root.description} */
export type ${root.title} = EventByName[keyof EventByName] | ${events.unknown};

/** The callbacks that this version of the schema knows, by their \`${events.property}\`. */
${indexInterface('EventByName', events)}

/** The \`${events.property}\` of each callback that this version of the schema knows. */
export type EventName = keyof EventByName;
`;
}

/** The union over jobs, and what it is indexed by. */
export function jobTypes(model: Model): string {
  const { jobs } = model;
  return `${imports(model, jobPath, jobs)}/** One of the jobs that a callback reports. */
export type Job = JobByTag[keyof JobByTag] | ${jobs.unknown};

/** The jobs that this version of the schema knows, by their \`${jobs.property}\`. */
${indexInterface('JobByTag', jobs)}

/** The \`${jobs.property}\` of each job that this version of the schema knows. */
export type JobTag = keyof JobByTag;
`;
}

function imports(model: Model, path: string, { known, unknown }: Variants): string {
  const used = new ModuleImports(path, 'import type');
  for (const title of [...known.map((variant) => variant.title), unknown])
    used.add(typesPath(definitionOf(model, title).file), title);
  return used.toString();
}

/**
 * Types for what the schema doesn't know. `UnknownName` is an enumeration because nothing else that a string can be read from
 * is told apart from the known names, so that comparing with one of those narrows.
 */
export const opaqueTypes = `/** A name that this version of the schema does not know. Compare it as a string: \`String(job.Tag)\`. */
export declare enum UnknownName {
  _ = '',
}

/** A value that this version of the schema does not know. */
export type UnknownValue = string | UnknownFields | UnknownValue[];

/** Fields that this version of the schema does not know. */
export interface UnknownFields {
  [field: string]: UnknownValue;
}
`;

function indexInterface(name: string, choice: Variants): string {
  const properties = [...formsByName(choice)].map(
    ([kind, forms]) => `${propertyKey(kind)}: ${forms.map(({ title }) => title).join(' | ')};\n`,
  );
  return `export interface ${name} {\n${properties.join('')}}`;
}
