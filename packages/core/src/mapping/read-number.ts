/**
 * The number that a text says, if a double holds it: an integer to its last digit, a fraction as near as there is one.
 * JSON's grammar, but for zeros that may come first.
 */
export function readNumber(text: string): number | undefined {
  if (!/^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  const isWhole = /^-?[0-9]+$/.test(text);
  return Number.isFinite(value) && (!isWhole || Number.isSafeInteger(value)) ? value : undefined;
}
