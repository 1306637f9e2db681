import { DateTime } from 'luxon';
import { DAY } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { isWorkingDay, type OfficeCalendar, workingDayAfter } from '../calendar.ts';
import { MORNING } from '../directives/ladder.ts';
import type { Task } from './task.ts';

/** Reminded of on so many working mornings after its day. */
export const LATE_TIMES = 5;
/** Reported upwards on this working morning after its day. */
export const LATE_UNTIL_ESCALATED = 3;
/** No row of days off is longer; what is due later is not looked at yet. */
export const LOOK_AHEAD = 20 * DAY;

/** This working day's 08:00 once it has come; null before it and on days off. */
export function morningOf(now: Date, calendar: OfficeCalendar): Date | null {
  if (!isWorkingDay(dayOf(now, calendar.zone), calendar)) return null;
  const morning = workingDayAfter(now, 0, MORNING, calendar);
  return morning <= now ? morning : null;
}

/** Where a working morning stands before or after a task's day: the last one before it, the day itself, or so many working days late. */
export function stageOn(dueAt: Date, morning: Date, calendar: OfficeCalendar): 'soon' | 'due' | number | null {
  const [due, today] = [dayOf(dueAt, calendar.zone), dayOf(morning, calendar.zone)];
  if (today === due) return 'due';
  if (today > due) return workingDaysBetween(due, today, calendar);
  return dayOf(workingDayAfter(morning, 1, MORNING, calendar), calendar.zone) >= due ? 'soon' : null;
}

/** Working days after the first day and up to the last; counted no further than anybody asks. */
function workingDaysBetween(first: string, last: string, calendar: OfficeCalendar): number {
  let count = 0;
  for (let day = DateTime.fromISO(first).plus({ days: 1 }); day.toISODate()! <= last; day = day.plus({ days: 1 })) {
    if (isWorkingDay(day.toISODate()!, calendar)) count += 1;
    if (count > LATE_TIMES) break;
  }
  return count;
}

type Timed = Pick<Task, 'dueAt' | 'isRequest' | 'remindedAt' | 'escalatedAt'>;

/** What the clock does about a task on a working morning. A request is reminded of once, and never reported upwards. */
export function dueOn(
  { dueAt, isRequest, remindedAt, escalatedAt }: Timed,
  morning: Date,
  calendar: OfficeCalendar,
): { remind: boolean; escalate: boolean } {
  const stage = dueAt && stageOn(dueAt, morning, calendar);
  if (stage === null) return { remind: false, escalate: false };
  const isReminded = typeof stage !== 'number' || stage <= LATE_TIMES;
  if (isRequest) return { remind: isReminded && remindedAt === null, escalate: false };
  const isLong = typeof stage === 'number' && stage >= LATE_UNTIL_ESCALATED;
  return { remind: isReminded, escalate: isLong && escalatedAt === null };
}
