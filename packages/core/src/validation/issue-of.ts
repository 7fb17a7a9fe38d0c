import { pointerTo, type Issue } from '../errors/index.ts';
import type { SchemaViolation } from '../generated/validators/schema-validator.ts';
import { describeValue } from '../mapping/describe.ts';

const longestExcerpt = 40;
const mostNames = 8;

/** Says what a rule of the schema found in a value. */
export function issueOf({ instancePath, keyword, params }: SchemaViolation, value: unknown, parent: string): Issue {
  const path = parent + instancePath;
  const actual = at(value, instancePath);
  switch (keyword) {
    case 'required':
      return {
        path: pointerTo(path, String(params['missingProperty'])),
        code: 'missing',
        message: 'The field is missing.',
        expected: 'a value',
        actual: 'nothing',
      };
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const unknown =
        typeof actual === 'object' && actual !== null ? (actual as Record<string, unknown>)[name] : undefined;
      return {
        path: pointerTo(path, name),
        code: 'unknown_field',
        message: 'The schema does not know the field.',
        expected: 'nothing',
        actual: sketch(unknown),
      };
    }
    case 'const':
    case 'enum':
    case 'numericEnum':
      return unknownNameIssue(path, actual, allowedBy(params));
    case 'format':
      return kindIssue(path, String(params['format']), actual);
    default:
      return {
        path,
        code: 'wrong_type',
        message: 'The value is of the wrong type.',
        expected: typeof params['type'] === 'string' ? params['type'] : keyword,
        actual: describeValue(actual),
      };
  }
}

function allowedBy({ allowedValue, allowedValues = [allowedValue] }: SchemaViolation['params']): readonly unknown[] {
  return allowedValues as readonly unknown[];
}

/** A name or value that isn't among those that the schema lists. */
export function unknownNameIssue(path: string, actual: unknown, known: readonly unknown[]): Issue {
  return {
    path,
    code: 'unknown_value',
    message: 'The schema does not know the value.',
    expected: known.map((value) => JSON.stringify(value)).join(', '),
    actual: excerpt(actual),
  };
}

/** A text that does not hold what the schema says. */
export function kindIssue(path: string, format: string, actual: unknown): Issue {
  const kind = format === 'integer' || format === 'number' ? format : 'time';
  return {
    path,
    code: `invalid_${kind}`,
    message: `The text is no ${kind}.`,
    expected: `the text of a${kind === 'integer' ? 'n' : ''} ${kind}`,
    actual: excerpt(actual),
  };
}

/** A number that a double can't hold without rounding it. */
export function rangeIssue(path: string, actual: string): Issue {
  return {
    path,
    code: 'out_of_range',
    message: 'The number is too large.',
    expected: `a number up to ${Number.MAX_SAFE_INTEGER}`,
    actual: excerpt(actual),
  };
}

function at(value: unknown, pointer: string): unknown {
  const names = pointer.split('/').slice(1);
  return names.reduce<unknown>(
    (parent, name) => (parent as Record<string, unknown>)[name.replaceAll('~1', '/').replaceAll('~0', '~')],
    value,
  );
}

function excerpt(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return describeValue(value);
  return JSON.stringify(value.length > longestExcerpt ? `${value.slice(0, longestExcerpt)}…` : value);
}

/** What a field that the schema doesn't know holds: enough of it to write the field's schema. */
function sketch(value: unknown): string {
  if (Array.isArray(value)) return `${describeValue(value)}, the first ${sketch(value[0])}`;
  if (typeof value !== 'object' || value === null) return excerpt(value);
  const names = Object.keys(value).map((name) => name.slice(0, longestExcerpt));
  const more = names.length > mostNames ? ', …' : '';
  return `an object of ${names.slice(0, mostNames).join(', ')}${more}`;
}
