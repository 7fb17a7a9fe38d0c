import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../diagnostics.ts';
import { pointerTo } from '../json.ts';
import { type SchemaSet, vocabularyFile } from '../load.ts';

/** Compares every file with the meta-schema. */
export function compareWithVocabulary({ files, vocabulary }: SchemaSet): readonly Diagnostic[] {
  const validate = compile(vocabulary);
  if (typeof validate === 'string') return [unusable(validate)];
  return [...files].flatMap(([file, schema]) =>
    validate(schema) ? [] : (validate.errors ?? []).filter(tellsWhy).map((error) => describe(file, error)),
  );
}

function compile(vocabulary: SchemaSet['vocabulary']): ValidateFunction | string {
  try {
    return new Ajv2020({ allErrors: true, strict: false }).compile(vocabulary);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unusable(message: string): Diagnostic {
  return {
    code: 'vocabulary.unusable',
    file: vocabularyFile,
    pointer: '',
    message,
    help: 'The meta-schema is a JSON Schema of the draft 2020-12.',
  };
}

/** Of a condition that failed, only what failed within it is worth telling. */
function tellsWhy({ keyword }: ErrorObject): boolean {
  return !['if', 'anyOf', 'oneOf', 'allOf'].includes(keyword);
}

function describe(file: string, { instancePath, keyword, message = '', params }: ErrorObject): Diagnostic {
  const extra: unknown = params['additionalProperty'] ?? params['propertyName'];
  const pointer = typeof extra === 'string' ? pointerTo(instancePath, extra) : instancePath;
  const allowed: unknown = params['allowedValues'] ?? params['allowedValue'];
  return {
    code: `vocabulary.${keyword}`,
    file,
    pointer,
    message:
      typeof extra === 'string'
        ? `${extra} is not possible here`
        : `${message}${allowed === undefined ? '' : `: ${JSON.stringify(allowed)}`}`,
    help: 'The meta-schema beside the schema says what is possible where.',
  };
}
