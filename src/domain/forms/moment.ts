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
  const day = dayIn(words.replace(typedTime?.text ?? '', ' '), today, typedTime !== null);
  if (!day) return null;
  const moment = day.set(typedTime?.time ?? (of === 'opening' ? OPENING : CLOSING));
  return moment.isValid ? moment.toJSDate() : null;
}

/** Reads a day (`YYYY-MM-DD`) as people type it. Null when it cannot be read. */
export function readDay(typed: string, now: Date, zone: string): string | null {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  return dayIn(foldText(typed), today, false)?.toISODate() ?? null;
}

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

function dayIn(words: string, today: DateTime, hasTime: boolean): DateTime | null {
  const date = /\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?\b/.exec(words);
  if (date) return readDate(Number(date[1]), Number(date[2]), date[3], today);
  const weekday = /\b(?:thu\s*|t)(\d|hai|ba|tu|nam|sau|bay)\b/.exec(words);
  if (weekday || /\bchu nhat\b|\bcn\b/.test(words)) {
    const wanted = weekday ? WEEKDAYS[weekday[1]!] : 7;
    if (!wanted) return null;
    const monday = today.startOf('week').plus({ weeks: /tuan (sau|toi)/.test(words) ? 1 : 0 });
    const day = monday.plus({ days: wanted - 1 });
    return day < today ? day.plus({ weeks: 1 }) : day;
  }
  if (/\b(mot|ngay kia)\b/.test(words)) return today.plus({ days: 2 });
  if (/\b(mai|tomorrow)\b/.test(words)) return today.plus({ days: 1 });
  if (/\b(hom nay|nay|today)\b/.test(words) || (hasTime && words.trim() === '')) return today;
  return null;
}

function readDate(day: number, month: number, year: string | undefined, today: DateTime): DateTime | null {
  const full = year ? Number(year.length === 2 ? `20${year}` : year) : today.year;
  const date = DateTime.fromObject({ year: full, month, day }, { zone: today.zone });
  if (!date.isValid) return null;
  return !year && date < today ? date.plus({ years: 1 }) : date;
}
