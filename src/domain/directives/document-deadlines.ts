import { DateTime } from 'luxon';
import type { Found } from './reading.ts';
import type { Deadline } from './reading-deadlines.ts';

export interface FoundDeadline {
  /** The words of the document. */
  words: string;
  /** The moment meant, the next one of what comes again; null where the year is not known, and for what comes daily. */
  at: string | null;
  isRepeated: boolean;
}

/** Of the deadlines in a text those that are still to come; a day without a time ends with its work, at 17:00. */
export function deadlinesAhead(found: Found<Deadline>[], now: Date, zone: string): FoundDeadline[] {
  return found.flatMap(({ value }) => {
    const moment = momentOf(value, DateTime.fromJSDate(now, { zone }));
    if (moment && moment.toJSDate() <= now) return [];
    const isRepeated = value.kind === 'daily' || value.kind === 'weekly' || value.kind === 'monthly';
    return [{ words: value.text, at: moment?.toJSDate().toISOString() ?? null, isRepeated }];
  });
}

function momentOf({ kind, day, time, weekday, dayOfMonth }: Deadline, now: DateTime): DateTime | null {
  const [hour, minute] = (time ?? '17:00').split(':').map(Number);
  const at = (date: DateTime) => date.set({ hour: hour!, minute: minute! }).startOf('minute');
  const next = (date: DateTime, step: object) => (at(date) > now ? at(date) : at(date.plus(step)));
  if (kind === 'weekly' && weekday) return next(now.startOf('week').plus({ days: weekday - 1 }), { weeks: 1 });
  // The 31st of a short month is its last day.
  if (kind === 'monthly' && dayOfMonth)
    return next(now.set({ day: Math.min(dayOfMonth, now.daysInMonth!) }), { months: 1 });
  return day ? at(DateTime.fromISO(day, { zone: now.zone })) : null;
}
