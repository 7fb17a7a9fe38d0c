/** The name of the function that validates a definition. */
export function validatorName(title: string): string {
  return `validate${title}`;
}

/** The name of the constant with the pattern of a kind of text. */
export function patternName(kind: string): string {
  return `${kind}Pattern`;
}
