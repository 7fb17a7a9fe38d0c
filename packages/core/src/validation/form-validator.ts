import type { SchemaValidator } from '../generated/validators/schema-validator.ts';

/** A validator for what is sent in several forms: the usual one, and others by a field that only one of them has. */
export /* @__NO_SIDE_EFFECTS__ */ function formValidator(
  usual: SchemaValidator,
  byField: Readonly<Record<string, SchemaValidator>>,
): SchemaValidator {
  const validate: SchemaValidator = (value) => {
    const [, form = usual] = Object.entries(byField).find(([field]) => hasField(value, field)) ?? [];
    const isValid = form(value);
    validate.errors = form.errors ?? null;
    return isValid;
  };
  return validate;
}

function hasField(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}
