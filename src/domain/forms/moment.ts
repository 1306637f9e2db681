import { DateTime } from 'luxon';
import { foldText } from '../../lib/text.ts';

/** The beginning and the end of the office's working day, when only a day was named. */
const OPENING = { hour: 7, minute: 30 };
const CLOSING = { hour: 17, minute: 0 };

/** The moment at which what is due on this day ends, and that at which its work begins. */
export const atClosing = (day: DateTime): DateTime => day.startOf('day').set(CLOSING);
export const atOpening = (day: DateTime): DateTime => day.startOf('day').set(OPENING);

const WEEKDAYS: Record<string, number> = {
  '2': 1,
  hai: 1,
  '3': 2,
  ba: 2,
  '4': 3,
  tu: 3,
  '5': 4,
  nam: 4,
  '6': 5,
  sau: 5,
  '7': 6,
  bay: 6,
};

/**
 * Reads a day and time as people type them: "17:00 25/11", "25/11/2026", "mai 8h", "thứ 2 tuần sau", "17h30 hôm nay".
 * A day without a year is the next such day; a day without a time is its end at 17:00, or its beginning at 7:30. Null when it
 * cannot be read.
 */
export function readMoment(typed: string, now: Date, zone: string, of: 'opening' | 'closing' = 'closing'): Date | null {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const words = foldText(typed);
  const typedTime = readTime(words);
  const day = dayIn(words.replace(typedTime?.text ?? '', ' '), { today, earliest: today }, typedTime !== null);
  if (!day) return null;
  const moment = day.set(typedTime?.time ?? (of === 'opening' ? OPENING : CLOSING));
  return moment.isValid ? moment.toJSDate() : null;
}

/** So many days back a day without a year is that of the past: "28/11" said on 29/11 is yesterday, not next year. */
const LOOKING_BACK = 60;

/**
 * Reads a day (`YYYY-MM-DD`) as people type it. Null when it cannot be read. Where only days to come are meant (`isAhead`) one without
 * a year is the next such day.
 */
export function readDay(typed: string, now: Date, zone: string, { isAhead = false } = {}): string | null {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const earliest = isAhead ? today : today.minus({ days: LOOKING_BACK });
  return dayIn(foldText(typed), { today, earliest }, false)?.toISODate() ?? null;
}

/** Whether a day and a month were typed: what cannot be read of them is no day of the calendar, such as 30/2. */
export const isDayAndMonth = (typed: string): boolean => DATE.test(foldText(typed));

/** Reads a time of day (`HH:MM`) as people type it: "7:30", "7h30", "8 giờ", "3h chiều". Null when it cannot be read. */
export function readTimeOfDay(typed: string): string | null {
  const time = readTime(foldText(typed))?.time;
  return time ? DateTime.fromObject(time).toFormat('HH:mm') : null;
}

interface Typed {
  time: { hour: number; minute: number };
  /** What of the words said it. */
  text: string;
}

/** "17:00", "17h", "17h30", "17 giờ 30"; "3h chiều" is 15:00. The day of a date that follows is no minute. */
const TIME =
  /\b(\d{1,2})(?::(\d{2})|\s*(?:h|gio)(?:(\d{2})|\s+(\d{2})(?!\s*[/.-]\d))?)(?![\da-z])(?:\s*(trua|chieu|toi)\b)?/;

function readTime(words: string): Typed | null {
  const match = TIME.exec(words);
  if (!match) return null;
  const [text, typed, ...rest] = match;
  const minute = Number(rest.slice(0, 3).find((found) => found !== undefined) ?? 0);
  const hour = inTwentyFour(Number(typed), rest[3]);
  return hour <= 23 && minute <= 59 ? { time: { hour, minute }, text } : null;
}

function inTwentyFour(hour: number, part: string | undefined): number {
  const isAfternoon = part === 'trua' ? hour <= 2 : part !== undefined;
  return isAfternoon && hour < 12 ? hour + 12 : hour;
}

const DATE = /\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?\b/;
/** "25", "ngày 25", "mùng 5". */
const DAY_ALONE = /^(?:ngay|mung|mong)?\s*(\d{1,2})$/;

/** Today, and the first day that one without a year can be. */
interface Around {
  today: DateTime;
  earliest: DateTime;
}

function dayIn(words: string, around: Around, hasTime: boolean): DateTime | null {
  const date = DATE.exec(words);
  if (date) return readDate(Number(date[1]), Number(date[2]), date[3], around);
  const alone = hasTime ? null : DAY_ALONE.exec(words.trim());
  return alone
    ? nextOfMonth(Number(alone[1]), around.today)
    : (weekdayIn(words, around.today) ?? nearIn(words, around.today, hasTime));
}

function weekdayIn(words: string, today: DateTime): DateTime | null {
  const weekday = /\b(?:thu\s*|t)(\d|hai|ba|tu|nam|sau|bay)\b/.exec(words);
  const wanted = weekday ? WEEKDAYS[weekday[1]!] : /\bchu nhat\b|\bcn\b/.test(words) ? 7 : undefined;
  if (!wanted) return null;
  const monday = today.startOf('week').plus({ weeks: /tuan (sau|toi)/.test(words) ? 1 : 0 });
  const day = monday.plus({ days: wanted - 1 });
  return day < today ? day.plus({ weeks: 1 }) : day;
}

function nearIn(words: string, today: DateTime, hasTime: boolean): DateTime | null {
  if (/\b(hom kia)\b/.test(words)) return today.minus({ days: 2 });
  if (/\b(hom qua|yesterday)\b/.test(words)) return today.minus({ days: 1 });
  if (/\b(mot|ngay kia)\b/.test(words)) return today.plus({ days: 2 });
  if (/\b(mai|tomorrow)\b/.test(words)) return today.plus({ days: 1 });
  if (/\b(hom nay|nay|today)\b/.test(words) || (hasTime && words.trim() === '')) return today;
  return null;
}

/** The next day of this number, today included; in the month after where this one has none left. */
function nextOfMonth(number: number, today: DateTime): DateTime | null {
  const months = [0, 1, 2].map((ahead) => today.startOf('month').plus({ months: ahead }));
  const days = months.map((month) =>
    DateTime.fromObject({ year: month.year, month: month.month, day: number }, { zone: today.zone }),
  );
  return days.find((day) => day.isValid && day >= today) ?? null;
}

function readDate(day: number, month: number, year: string | undefined, { today, earliest }: Around): DateTime | null {
  const on = (full: number) => DateTime.fromObject({ year: full, month, day }, { zone: today.zone });
  if (year) return valid(on(Number(year.length === 2 ? `20${year}` : year)));
  return [-1, 0, 1].map((years) => on(today.year + years)).find((date) => date.isValid && date >= earliest) ?? null;
}

const valid = (day: DateTime): DateTime | null => (day.isValid ? day : null);
