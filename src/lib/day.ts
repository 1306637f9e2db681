import { DateTime } from 'luxon';
import { DAY, instant } from './clock.ts';

/** The office's calendar day (`YYYY-MM-DD`) at an instant. */
export function dayOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toISODate() ?? '';
}

/** The day (`YYYY-MM-DD`) so many days after another; before it when negative. */
export const daysLater = (day: string, days: number): string =>
  instant(Date.parse(day) + days * DAY)
    .toISOString()
    .slice(0, day.length);
