import { DateTime } from 'luxon';

/** The office's calendar day (`YYYY-MM-DD`) at an instant. */
export function dayOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toISODate() ?? '';
}
