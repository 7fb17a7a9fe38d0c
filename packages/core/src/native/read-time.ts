/** A moment that was not reached. */
export const notReached = '-';

const form = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/**
 * Reads a moment in any of the forms that are sent: `2024-03-05T09:30:00+0800`, with a blank in place of the `T`, and RFC 3339.
 * Fractions of a second count as far as milliseconds. Gives undefined for anything else, days that no calendar has included.
 */
export function readTime(text: string): Date | undefined {
  const [, date, clock, fraction = '', sign, hours = '0', minutes = '0'] = form.exec(text) ?? [];
  if (date === undefined || clock === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const local = new Date(`${date}T${clock}${fraction.slice(0, 4)}Z`);
  // Engines that take the 30th of February take it for a day of March.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(`${date}T${clock}`)) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return new Date(local.getTime() - offset);
}
