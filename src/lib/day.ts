import { DateTime } from 'luxon';
import { DAY, instant } from './clock.ts';
import { remembering } from './remembering.ts';

/** The office's calendar day (`YYYY-MM-DD`) at an instant. */
export const dayOf = (at: Date, zone: string): string => onTheWall(at, zone).slice(0, 'YYYY-MM-DD'.length);

/** The office's time of day (`HH:mm`) at an instant. */
export const timeOf = (at: Date, zone: string): string =>
  onTheWall(at, zone).slice('YYYY-MM-DDT'.length, -':00.000Z'.length);

/** What calendar and clock in the office show, written as if they were in UTC. */
const onTheWall = (at: Date, zone: string): string => instant(at.getTime() + offsetAt(at, zone)).toISOString();

/** The day (`YYYY-MM-DD`) so many days after another; before it when negative. */
export const daysLater = (day: string, days: number): string =>
  instant(Date.parse(day) + days * DAY)
    .toISOString()
    .slice(0, day.length);

/** How many days from one (`YYYY-MM-DD`) to another; negative when it lies before. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

const QUARTER = 15 * 60_000;
const rememberedOffset = remembering<number>(10_000);

/**
 * How many milliseconds the clock on the wall is ahead of UTC. Reckoned once for each quarter of an hour, in which no zone changes it:
 * a table has 100,000 instants in a few days.
 */
export function offsetAt(at: Date, zone: string): number {
  const key = `${zone}:${Math.floor(at.getTime() / QUARTER)}`;
  return rememberedOffset(key, () => DateTime.fromJSDate(at, { zone }).offset * 60_000);
}
