// What setTimeout takes.
const longestDelay = 2_147_483_647;

/**
 * Fills in the usual value of an option that is a whole number: of milliseconds, unless `most` says otherwise.
 * @throws {TypeError} for any other value
 */
export function wholeNumber(
  name: string,
  value: number | undefined,
  usual: number,
  { least = 1, most = longestDelay }: { readonly least?: number; readonly most?: number } = {},
): number {
  if (value === undefined) return usual;
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new TypeError(`${name} must be a whole number from ${least} to ${most}, not ${String(value)}`);
  }
  return value;
}
