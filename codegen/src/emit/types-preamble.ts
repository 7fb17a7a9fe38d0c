import { formsByName, type Model, type Variants } from '../model.ts';
import { propertyKey } from './names.ts';

/** The unions over events and jobs, and what they are indexed by. */
export function choiceTypes({ root, events, jobs }: Model): string {
  return `/** ${root.description} */
export type ${root.title} = EventByName[keyof EventByName] | ${events.unknown};

/** The callbacks that this version of the schema knows, by their \`${events.property}\`. */
${indexInterface('EventByName', events)}

/** The \`${events.property}\` of each callback that this version of the schema knows. */
export type EventName = keyof EventByName;

/** One of the jobs that a callback reports. */
export type Job = JobByTag[keyof JobByTag] | ${jobs.unknown};

/** The jobs that this version of the schema knows, by their \`${jobs.property}\`. */
${indexInterface('JobByTag', jobs)}

/** The \`${jobs.property}\` of each job that this version of the schema knows. */
export type JobTag = keyof JobByTag;
`;
}

/**
 * Types for what the schema doesn't know. `UnknownName` is an enumeration because nothing else that a string can be read from
 * is told apart from the known names, so that comparing with one of those narrows.
 */
export const opaqueTypes = `
/** A name that this version of the schema does not know. Compare it as a string: \`String(job.Tag)\`. */
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
