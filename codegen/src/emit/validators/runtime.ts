/** What validators are for TypeScript. */
export const declarations = `/** One rule of the schema that a value does not meet. */
export interface SchemaViolation {
  /** Where, as a JSON pointer. */
  readonly instancePath: string;
  /** The rule by its name in JSON Schema: \`type\`, \`required\`, \`additionalProperties\`, \`const\`, \`enum\`, \`format\`; \`numericEnum\` is that of numbers. */
  readonly keyword: string;
  /** What the rule wants: \`{ type }\`, \`{ missingProperty }\`, \`{ additionalProperty }\`, \`{ allowedValue }\`, \`{ allowedValues }\`, \`{ format }\`. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Tells whether a value meets the schema, and leaves in \`errors\` what it does not meet, until the next call. */
export interface SchemaValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaViolation[] | null;
}
`;

/** The function that all validators tell of violations with. */
export const reportModule = `/** Adds a violation to those of an object. */
export function report(violations, instancePath, keyword, params) {
  const violation = { instancePath, keyword, params };
  if (violations === null) return [violation];
  violations.push(violation);
  return violations;
}
`;
