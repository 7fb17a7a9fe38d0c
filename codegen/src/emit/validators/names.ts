/** The name of the function that validates a definition. */
export function validatorName(title: string): string {
  return `validate${title}`;
}
