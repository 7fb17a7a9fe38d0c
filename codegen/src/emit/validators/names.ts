/** The name of the function that validates a definition. */
export function validatorName(title: string): string {
  return `validate${title}`;
}

/** The name of the constant with the pattern of a kind of text. */
export function patternName(kind: string): string {
  return `${kind}Pattern`;
}

/** The source of a pattern that matches some names of fields, and no other. */
export function namePattern(names: readonly string[]): string {
  return `^(?:${names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})$`;
}
