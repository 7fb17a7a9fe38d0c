import { shownValue } from './kind-of.ts';

// What setTimeout takes.
const longestDelay = 2_147_483_647;

/**
 * Fills in the usual value of an option that is a whole number: of milliseconds, unless `most` says otherwise.
 * @param asker the function that has the option, for messages
 * @throws {TypeError} for any other value
 */
export function wholeNumber(
  asker: string,
  name: string,
  value: number | undefined,
  usual: number,
  { least = 1, most = longestDelay }: { readonly least?: number; readonly most?: number } = {},
): number {
  if (value === undefined) return usual;
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new TypeError(`${asker}: ${name} must be a whole number from ${least} to ${most}, not ${shownValue(value)}.`);
  }
  return value;
}
