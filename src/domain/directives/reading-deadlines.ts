import { DateTime } from 'luxon';
import type { Found } from './reading.ts';
import { isoDay } from './reading-heading.ts';
import { type Line, plainOf } from './reading-lines.ts';

export interface Deadline {
  /** The words that say it. */
  text: string;
  /** `on` a day, `before` (or at the latest on) a day, or again and again. */
  kind: 'on' | 'before' | 'daily' | 'weekly' | 'monthly';
  /** `YYYY-MM-DD`; null where the year is not known, and for what comes again. */
  day: string | null;
  /** `HH:MM`. */
  time: string | null;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number | null;
  dayOfMonth: number | null;
}

const LEAD =
  '(?<lead>truoc|cham nhat|muon nhat|khong (?:qua|muon hon|cham hon)|den het|het|han (?:cuoi|chot)|thoi han(?:(?: [a-z]{1,9}){1,4}(?=:))?|vao|trong(?= ngay \\d)|thoi gian)(?:,? ?:? (?:la|vao|truoc|luc|hoi|den|het|cung|cuoi)){0,3}:? ';
const TIME =
  "(?<hour>\\d{1,2})(?: ?(?:gio|h|g)(?: ?(?<minute>[0-5]\\d)(?![\\d/.-])(?: ?(?:phut|p)\\b|['’′])?)?|:(?<colon>[0-5]\\d))(?: (?<part>sang|trua|chieu|toi)\\b)?";
const BETWEEN = '(?: ?,)? ?(?:cua |vao |trong )?';
const DATE =
  '(?:ngay )?(?:(?<day>\\d{1,2}) ?[/.-] ?(?<month>\\d{1,2})(?: ?[/.-] ?(?<year>\\d{4}|\\d{2}))?(?![\\d%/])|(?<dayWord>\\d{1,2}) thang (?<monthWord>\\d{1,2})(?:,? nam (?<yearWord>\\d{4}))?)';
const EVERY = '(?:hang|moi)';
const WEEKDAY = '(?:(?:cac )?ngay )?(?:thu (?<weekday>[2-7]|hai|ba|tu|nam|sau|bay)|(?<sunday>chu nhat))';
/** Further days of the week or month: the first one is proposed, the words name them all. */
const MORE_WEEKDAYS = '(?<more>(?:,| va|;) (?:ngay )?(?:thu )?(?:[2-7]|hai|ba|tu|nam|sau|bay|chu nhat)){0,6}';
const MORE_DAYS = '(?<more>(?:,| va) (?:ngay )?\\d{1,2}){0,5}';

const PATTERNS: RegExp[] = [
  `\\b${LEAD}(?:${TIME}${BETWEEN})?(?:${WEEKDAY},? ?\\(?)?${DATE}`,
  `\\b(?:${LEAD})?(?:${TIME}${BETWEEN})?${WEEKDAY}${MORE_WEEKDAYS},? (?:cua )?(?<weekly>${EVERY} tuan)`,
  `\\b(?<weekly>${EVERY} tuan),? (?:${LEAD})?(?:${TIME}${BETWEEN})?${WEEKDAY}`,
  `\\b${LEAD}(?:${TIME}${BETWEEN})?ngay (?:mung )?(?<ofMonth>\\d{1,2})${MORE_DAYS} (?:cua )?${EVERY} thang`,
  `\\b${LEAD}${TIME}${BETWEEN}(?<daily>${EVERY} ngay)`,
  `\\b(?<within>trong|het) (?:thang (?<inMonth>\\d{1,2})|quy (?<quarter>i{1,3}|iv|[1-4])|nam (?<wholeYear>20\\d{2}))(?:(?: ?[/-] ?| nam )(?<inYear>\\d{4}))?\\b`,
].map((source) => new RegExp(source, 'g'));

/** What must be done by the end of a month is said with one of these before it in the sentence. */
const DONE_WITHIN = /(?:hoan thanh|xong|hoan thien|bao cao|gui ve|trinh)[^.;:]{0,120}$/;

/**
 * The deadlines that a text sets. A year that is not said is that of the document; a day before the document's own is no deadline
 * (a rule "in force before 1 July" is not).
 */
export function readDeadlines(body: Line[], date: string | null, month: string | null): Found<Deadline>[] {
  const text = body.map((line) => line.text).join(' ');
  const plain = body.map((line) => line.plain).join(' ');
  const starts: number[] = [];
  let length = 0;
  for (const line of body) {
    starts.push(length);
    length += line.text.length + 1;
  }
  const found = PATTERNS.flatMap((pattern) => [...plain.matchAll(pattern)]).sort((a, b) => a.index - b.index);
  const deadlines = new Map<string, Found<Deadline>>();
  let line = 0;
  let end = 0;
  for (const match of found) {
    if (match.index < end) continue;
    const read = deadlineOf(match, plain, { date, month });
    if (!read) continue;
    end = match.index + match[0].length;
    while (line + 1 < starts.length && starts[line + 1]! <= match.index) line++;
    const words = text.slice(match.index, end).trim();
    const key = plainOf(words);
    const { isCertain, ...deadline } = read;
    if (deadlines.has(key)) continue;
    const confidence = isCertain ? 'sure' : 'likely';
    deadlines.set(key, { value: { text: words, ...deadline }, where: body[line]!.where, confidence });
  }
  return [...deadlines.values()];
}

interface Base {
  date: string | null;
  month: string | null;
}

type Read = Omit<Deadline, 'text'> & { isCertain: boolean };

function deadlineOf(match: RegExpExecArray | RegExpMatchArray, plain: string, base: Base): Read | null {
  const said = match.groups ?? {};
  const time = timeOf(said);
  const nothing = { day: null, time, weekday: null, dayOfMonth: null, isCertain: true };
  if (said.weekly) return { ...nothing, kind: 'weekly', weekday: weekdayOf(said), isCertain: !said.more };
  if (said.daily) return { ...nothing, kind: 'daily' };
  if (said.ofMonth) {
    const dayOfMonth = Number(said.ofMonth);
    return dayOfMonth >= 1 && dayOfMonth <= 31
      ? { ...nothing, kind: 'monthly', dayOfMonth, isCertain: !said.more }
      : null;
  }
  if (said.within) {
    const before = plain.slice(Math.max(0, match.index! - 130), match.index);
    return DONE_WITHIN.test(before) ? withinMonth(said, base) : null;
  }
  return onDay(said, base, time);
}

function onDay(said: Record<string, string | undefined>, base: Base, time: string | null): Read | null {
  const [day, month, year] = [said.day ?? said.dayWord, said.month ?? said.monthWord, said.year ?? said.yearWord];
  const dated = dayOf(Number(day), Number(month), year ? fullYear(year) : null, base);
  if (!dated) return null;
  // Of things that only happened before, a text says so too; a deadline lies ahead.
  if (dated.day && base.date && dated.day < base.date) return null;
  const kind = /^(?:vao|trong|thoi gian)$/.test(said.lead ?? '') ? 'on' : 'before';
  return { kind, day: dated.day, time, weekday: null, dayOfMonth: null, isCertain: dated.isCertain };
}

const fullYear = (year: string): number => Number(year.length === 2 ? `20${year}` : year);

function dayOf(
  day: number,
  month: number,
  year: number | null,
  base: Base,
): { day: string | null; isCertain: boolean } | null {
  if (!isoDay(year ?? 2024, month, day)) return null;
  if (year !== null) return { day: isoDay(year, month, day), isCertain: true };
  const from = base.date ?? (base.month ? `${base.month}-01` : null);
  if (!from) return { day: null, isCertain: false };
  const own = Number(from.slice(0, 4));
  const sameYear = isoDay(own, month, day);
  const next = sameYear !== null && sameYear < from ? isoDay(own + 1, month, day) : sameYear;
  return { day: next, isCertain: false };
}

function withinMonth(said: Record<string, string | undefined>, base: Base): Read | null {
  const quarter = said.quarter ? ['i', 'ii', 'iii', 'iv'].indexOf(said.quarter) + 1 || Number(said.quarter) : null;
  const month = said.wholeYear ? 12 : quarter ? quarter * 3 : Number(said.inMonth);
  if (month < 1 || month > 12) return null;
  const year = Number(said.wholeYear ?? said.inYear) || null;
  const lastDay = DateTime.utc(year ?? Number((base.date ?? base.month ?? '2023').slice(0, 4)), month).endOf(
    'month',
  ).day;
  const dated = dayOf(lastDay, month, year, base);
  if (!dated) return null;
  return { kind: 'before', ...dated, time: null, weekday: null, dayOfMonth: null };
}

function timeOf({ hour, minute, colon, part }: Record<string, string | undefined>): string | null {
  if (hour === undefined || Number(hour) > 24) return null;
  const isLater = part === 'chieu' || part === 'toi' || (part === 'trua' && Number(hour) <= 2);
  const inTwentyFour = isLater && Number(hour) < 12 ? Number(hour) + 12 : Number(hour);
  return `${String(inTwentyFour).padStart(2, '0')}:${minute ?? colon ?? '00'}`;
}

const WEEKDAYS = ['hai', 'ba', 'tu', 'nam', 'sau', 'bay'];

function weekdayOf({ weekday, sunday }: Record<string, string | undefined>): number {
  if (sunday) return 7;
  return /^\d$/.test(weekday ?? '') ? Number(weekday) - 1 : WEEKDAYS.indexOf(weekday ?? '') + 1;
}
