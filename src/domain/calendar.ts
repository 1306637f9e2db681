import { DateTime } from 'luxon';
import { lunarDay } from '../lib/lunar.ts';

/** When an office may be disturbed. Days are `YYYY-MM-DD`, times `HH:MM`, in the office's zone. */
export interface OfficeCalendar {
  zone: string;
  quietFrom: string;
  quietTo: string;
  /** Own closing days and days off that were announced. */
  closedOn: readonly string[];
  /** Weekend days that are worked in exchange for another (hoán đổi). */
  workedOn: readonly string[];
}

const SATURDAY = 6;

/**
 * The public holidays of a year (Labour Code 45/2019/QH14, article 112): New Year, Tết (the eve and four days), the Hùng Kings' day,
 * 30 April, 1 May, National Day and the day before. Which five days of Tết and which day beside 2 September is announced each
 * year: an office corrects it by `closedOn` and `workedOn`.
 */
export function holidaysOf(year: number): string[] {
  const tet = DateTime.fromISO(lunarDay(year, 1, 1));
  const days = [-1, 0, 1, 2, 3].map((offset) => tet.plus({ days: offset }).toISODate()!);
  return [
    `${year}-01-01`,
    ...days,
    lunarDay(year, 3, 10),
    `${year}-04-30`,
    `${year}-05-01`,
    `${year}-09-01`,
    `${year}-09-02`,
  ];
}

const offBefore = new Map<number, Set<string>>();

/** Holidays, and for each on a weekend the next working day (article 111). */
function daysOffOf(year: number): Set<string> {
  const known = offBefore.get(year);
  if (known) return known;
  const holidays = holidaysOf(year);
  const off = new Set(holidays);
  for (const holiday of [...holidays].sort()) {
    let day = DateTime.fromISO(holiday);
    if (day.weekday < SATURDAY) continue;
    while (day.weekday >= SATURDAY || off.has(day.toISODate()!)) day = day.plus({ days: 1 });
    off.add(day.toISODate()!);
  }
  offBefore.set(year, off);
  return off;
}

export function isWorkingDay(day: string, { closedOn, workedOn }: OfficeCalendar): boolean {
  if (closedOn.includes(day)) return false;
  if (workedOn.includes(day)) return true;
  const date = DateTime.fromISO(day);
  return date.weekday < SATURDAY && !daysOffOf(date.year).has(day);
}

/** This moment when it lies on a working day outside the quiet hours, else the next such moment. */
export function nextAllowed(at: Date, calendar: OfficeCalendar): Date {
  const local = DateTime.fromJSDate(at, { zone: calendar.zone });
  const time = local.toFormat('HH:mm');
  const { quietFrom, quietTo } = calendar;
  const isOvernight = quietFrom > quietTo;
  if (!isWorkingDay(local.toISODate()!, calendar) || (isOvernight && time >= quietFrom)) {
    return nextMorning(local, calendar);
  }
  const isQuiet = time < quietTo && (isOvernight || time >= quietFrom);
  return isQuiet ? timeOf(local, quietTo).toJSDate() : at;
}

function nextMorning(after: DateTime, calendar: OfficeCalendar): Date {
  let day = after.plus({ days: 1 });
  while (!isWorkingDay(day.toISODate()!, calendar)) day = day.plus({ days: 1 });
  return timeOf(day, calendar.quietTo).toJSDate();
}

/** The n-th working day after a moment, at a time of day. */
export function workingDayAfter(at: Date, count: number, time: string, calendar: OfficeCalendar): Date {
  let day = DateTime.fromJSDate(at, { zone: calendar.zone });
  for (let left = count; left > 0; ) {
    day = day.plus({ days: 1 });
    if (isWorkingDay(day.toISODate()!, calendar)) left -= 1;
  }
  return timeOf(day, time).toJSDate();
}

function timeOf(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}
