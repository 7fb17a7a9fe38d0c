import { Ajv, type ValidateFunction } from 'ajv';
import { validationSchemas } from '../../../codegen/src/emit/validators/validation-schema.ts';
import { model } from './rules.ts';

interface Callback {
  readonly EventName?: unknown;
  readonly JobsDetail?: readonly { readonly Tag?: unknown }[];
}

// A base says nothing of the object's type: what builds on it does.
const ajv = new Ajv({ strictTypes: false });
for (const schema of validationSchemas(model, 'lenient')) ajv.addSchema(schema);

const events = byName(model.events.known);
const unknownEvent = compiled(model.events.unknown);
const jobs = byName(model.jobs.known);
const unknownJob = compiled(model.jobs.unknown);

/** Checks a callback with validators that ajv compiles from the schema's lenient rules: those that core's are generated from. */
export function validate(callback: object): object {
  const { EventName: event, JobsDetail: details } = callback as Callback;
  check(events.get(event) ?? unknownEvent, callback);
  if (events.has(event) && details !== undefined)
    for (const job of details) check(jobs.get(job.Tag) ?? unknownJob, job);
  return callback;
}

function check(validator: ValidateFunction, value: object): void {
  if (!validator(value)) throw new Error(ajv.errorsText(validator.errors));
}

function byName(
  variants: readonly { readonly name: string; readonly title: string }[],
): Map<unknown, ValidateFunction> {
  return new Map(variants.map(({ name, title }) => [name, compiled(title)]));
}

function compiled(title: string): ValidateFunction {
  const validator = ajv.getSchema(title);
  if (validator === undefined) throw new Error(`There is no schema ${title}`);
  return validator as ValidateFunction;
}
