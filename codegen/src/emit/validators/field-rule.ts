import type { AnySchemaObject } from 'ajv';
import type { Field, FieldType } from '../../model.ts';

export type Mode = 'lenient' | 'strict';

/** What a mode wants of a field's value: in lenient mode its type, in strict mode also what is documented of it. */
export function fieldRule({ type, list }: Field, mode: Mode): AnySchemaObject {
  const rule = { ...typeRule(type), ...(mode === 'strict' ? documentedRule(type) : {}) };
  return list ? { type: 'array', items: rule } : rule;
}

/** Whether a mode misses a field that is not there, whatever the state of a job. */
export function isWanted({ required, presence }: Field, mode: Mode): boolean {
  return required || (mode === 'strict' && presence === 'always');
}

function documentedRule(type: FieldType): AnySchemaObject {
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

/** Jobs are objects here, no more: which kind is for whoever calls the validator, so that one wrong field gives one violation. */
function typeRule(type: FieldType): AnySchemaObject {
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
