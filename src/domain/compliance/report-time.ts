import { DateTime } from 'luxon';
import { DAY } from '../../lib/clock.ts';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** When the office's weekly report is made; `time` is `HH:MM` in the office's zone. */
export interface ReportTime {
  day: (typeof weekdays)[number];
  time: string;
}

/** In time for what is asked for "trước thứ 4 hằng tuần" (before Wednesday, each week), with an hour left to sign it. */
export const REPORT_TIME: ReportTime = { day: 'tuesday', time: '15:00' };

/** A report that could not be made in its hour is still made so long afterwards: later the week has moved on. */
export const MADE_WITHIN = 3 * DAY;

/** The last such moment that has come. */
export function lastMoment({ day, time }: ReportTime, now: Date, zone: string): Date {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const local = DateTime.fromJSDate(now, { zone });
  const since = (local.weekday - 1 - weekdays.indexOf(day) + 7) % 7;
  const moment = local.minus({ days: since }).set({ hour, minute, second: 0, millisecond: 0 });
  return (moment > local ? moment.minus({ weeks: 1 }) : moment).toJSDate();
}
