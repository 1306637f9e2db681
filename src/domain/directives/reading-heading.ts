import { DateTime } from 'luxon';
import type { Urgency } from './directive.ts';
import type { Found } from './reading.ts';
import { isCapitals, type Line, plainOf } from './reading-lines.ts';

export interface NumberAndDate {
  number: Found<string> | null;
  place: Found<string> | null;
  date: Found<string> | null;
  month: Found<string> | null;
}

/** Number, place and date as they stand in the heading alone: what a document cites has numbers and dates too. */
export function readHeading(heading: Line[]): NumberAndDate {
  const found: NumberAndDate = { number: null, place: null, date: null, month: null };
  for (const line of heading) {
    if (line.text.length > 250) continue;
    const number = numberIn(line);
    // What a portal says about a document gives way to the document's own words.
    if (number && (!found.number || isSurer(number, found.number))) found.number = number;
    if (!found.place) Object.assign(found, dateIn(line));
  }
  return found;
}

const isSurer = (found: Found<string>, other: Found<string>): boolean =>
  found.confidence === 'sure' && other.confidence === 'likely';

/** "Số" and the number, which may be left blank until release; `Số ký hiệu` is how portals say it. */
const LABEL = /^s[o6](?: ?(?:\/|,|va)? ?ky hieu| hieu)? ?[:.;]? ?/;
const SYMBOL =
  /^[.…_ ]{0,40}(\d{0,6}[a-zđ]?)[.…_ ]{0,40}([/–-]) ?([\p{L}\d&.]{1,25}(?: ?[/–-] ?[\p{L}\d&.]{1,25}){0,4})/iu;

function numberIn(line: Line): Found<string> | null {
  const label = LABEL.exec(line.plain);
  if (!label || /^\p{Ll}/u.test(line.text)) return null;
  const said = line.text.slice(label[0].length);
  const match = SYMBOL.exec(said);
  if (!match || !/\p{Lu}{2}/u.test(match[3]!)) return null;
  const value = `${match[1]}${match[2]}${match[3]}`.replace(/ /g, '').replace(/[.,]+$/, '');
  // "Số 45-CV/BCSĐ ngày …" and "… của …" is how one document names another.
  const rest = plainOf(said.slice(match[0].length));
  if (/^[ ,]*(?:ngay \d|cua\b|ve viec\b)/.test(rest)) return null;
  return { value, where: line.where, confidence: label[0].includes('hieu') ? 'likely' : 'sure' };
}

const DAY = /\bngay ?([\d.…_ ]{0,8}?) ?thang ?([\d.…_ ]{0,8}?) ?nam ?(\d{4})?/;
const NUMERIC = /\bngay ?(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})/;
/** "Hà Nội, hồi 17 giờ 30, ngày …" in a telegram. */
const HOUR = /,? ?(?:(?:hoi|luc|vao hoi) )?\d{1,2} ?(?:gio|h|:)[\d ]{0,4}(?:phut)?,? ?$/;
const NO_PLACE = /^(?:thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|cap nhat|dang|hom nay|luat|nghi dinh|den|ngay)\b/;

function dateIn(line: Line): Partial<NumberAndDate> {
  const match = DAY.exec(line.plain) ?? NUMERIC.exec(line.plain);
  if (!match || line.plain.length - match.index - match[0].length > 4) return {};
  const released = /ngay ban hanh ?:? ?$/.test(line.plain.slice(0, match.index));
  const place = placeBefore(line, match.index);
  if (!place && !released && match.index > 0) return {};
  const confidence = place ? 'sure' : 'likely';
  const [day, month, year] = match.slice(1).map((digits) => digits?.replace(/[^\d]/g, ''));
  const date = year && month && day ? isoDay(Number(year), Number(month), Number(day)) : null;
  const isMonth = year && month && !day && Number(month) >= 1 && Number(month) <= 12;
  const found = <Value>(value: Value): Found<Value> => ({ value, where: line.where, confidence });
  return {
    ...(place ? { place: found(place) } : {}),
    ...(date ? { date: found(date) } : {}),
    ...(isMonth ? { month: found(`${year}-${month.padStart(2, '0')}`) } : {}),
  };
}

function placeBefore(line: Line, end: number): string | null {
  const before = line.plain.slice(0, end).replace(/ $/, '');
  const hour = HOUR.exec(before);
  const words = line.text.slice(0, hour ? hour.index : before.length).replace(/[ ,]+$/, '');
  if (!hour && !before.endsWith(',')) return null;
  // A number may stand before it on the same line, the two columns having run together.
  const place = /(?:^|[/-][\p{L}\d&.-]{1,30} )(\p{Lu}[\p{L}.'’]*(?: [\p{L}.'’-]+){0,5})$/u.exec(words.slice(-80))?.[1];
  return place && !NO_PLACE.test(plainOf(place)) ? place : null;
}

/** A day as `YYYY-MM-DD`, if there is such a day. */
export function isoDay(year: number, month: number, day: number): string | null {
  const date = DateTime.utc(year, month, day);
  return date.isValid && year >= 1900 && year < 2200 ? date.toISODate() : null;
}

/** Decree 30/2020/NĐ-CP, annex I: three degrees, each stamped in capital letters. */
const URGENCIES: [RegExp, Urgency][] = [
  [/^hoa toc(?: hen gio)?$/, 'immediate'],
  [/^thuong khan$/, 'veryUrgent'],
  [/^khan$/, 'urgent'],
];

/** The stamp of urgency, alone in its place or after the kind ("CÔNG ĐIỆN KHẨN"). */
export function readUrgency(lines: Line[]): Found<Urgency> | null {
  for (const line of lines) {
    for (const cell of line.text.length < 200 ? [...line.cells, line.text] : []) {
      const words = plainOf(cell)
        .replace(/^[^a-z]+|[^a-z]+$/g, '')
        .replace(/^cong dien /, '');
      const urgency = isCapitals(cell) ? URGENCIES.find(([said]) => said.test(words)) : undefined;
      if (urgency) return { value: urgency[1], where: line.where, confidence: 'sure' };
    }
  }
  return null;
}
