import { DateTime, type WeekdayNumbers } from 'luxon';
import type { T } from '../i18n.ts';
import { DAY, HOUR, MINUTE } from '../lib/clock.ts';
import { dayOf } from '../lib/day.ts';
import type { Voice } from './screen.ts';

/**
 * A deadline as people say it, then exactly: `17:00 hôm nay, thứ Bảy 21/11 (còn 3 giờ)`, `17:00 thứ Hai 23/11`; the year only when
 * it is another one; a past one with how long ago, rounded down.
 */
export function sayDeadline(deadline: Date, now: Date, zone: string, t: T): string {
  const distance = deadline.getTime() - now.getTime();
  const when = sayMoment(deadline, now, zone, t);
  if (distance < 0) return t('common:date.over', { when, span: saySpan(-distance, t) });
  return daysBetween(now, deadline, zone) === 0 ? t('common:date.left', { when, span: saySpan(distance, t) }) : when;
}

/** A moment by its distance in days: `17:00 ngày mai, Chủ nhật 22/11`, `14:05 thứ Bảy 21/11`. */
export function sayMoment(moment: Date, now: Date, zone: string, t: T): string {
  const at = placed(moment, zone, t);
  const isThisYear = at.year === placed(now, zone, t).year;
  const time = at.toFormat('HH:mm');
  const weekday = t(`common:weekday.${at.weekday as WeekdayNumbers}`);
  const day = dayAndMonth(at, isThisYear, t);
  switch (daysBetween(now, moment, zone)) {
    case -1:
      return t('common:date.yesterday', { time, weekday, day });
    case 0:
      return t('common:date.today', { time, weekday, day });
    case 1:
      return t('common:date.tomorrow', { time, weekday, day });
    default:
      return t('common:date.other', { time, weekday, day });
  }
}

/** An instant for the record: `14:05 ngày 21/11/2026`. */
export function sayInstant(instant: Date, zone: string, t: T): string {
  const at = placed(instant, zone, t);
  return t('common:date.instant', { time: at.toFormat('HH:mm'), day: dayAndMonth(at, false, t) });
}

/** The time of day alone: `14:05`. */
export const sayTime = (instant: Date, zone: string): string =>
  DateTime.fromJSDate(instant, { zone }).toFormat('HH:mm');

/** A calendar day (`YYYY-MM-DD`): `21/11/2026`, or `21/11` when it lies in the year of `today`. */
export function sayDay(day: string, t: T, today?: string): string {
  const at = DateTime.fromISO(day, { zone: 'utc', locale: t.locale });
  return dayAndMonth(at, today?.slice(0, 4) === day.slice(0, 4), t);
}

/** The same with its weekday, as it is said again to whoever typed it: `thứ Hai 30/11`. */
export function sayDayAndWeekday(day: string, { t, now, zone }: Voice): string {
  const weekday = DateTime.fromISO(day, { zone: 'utc' }).weekday as WeekdayNumbers;
  return t('common:date.dayAndWeekday', {
    weekday: t(`common:weekday.${weekday}`),
    day: sayDay(day, t, dayOf(now, zone)),
  });
}

/** A span of time, rounded down: `20 phút`, `2 giờ 55 phút`, `27 giờ`, `3 ngày`. */
export function saySpan(milliseconds: number, t: T): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  const hours = Math.floor(milliseconds / HOUR);
  if (minutes < 1) return t('common:span.moment');
  if (hours < 1) return t('common:span.minutes', { count: minutes });
  if (hours < 6 && minutes % 60 > 0) return t('common:span.hoursAndMinutes', { hours, minutes: minutes % 60 });
  if (hours < 48) return t('common:span.hours', { count: hours });
  return t('common:span.days', { count: Math.floor(milliseconds / DAY) });
}

const placed = (instant: Date, zone: string, t: T) => DateTime.fromJSDate(instant, { zone }).setLocale(t.locale);

const dayAndMonth = (at: DateTime, withoutYear: boolean, t: T): string =>
  at.toFormat(t(withoutYear ? 'common:format.day' : 'common:format.dayOfYear'));

function daysBetween(from: Date, to: Date, zone: string): number {
  const [start, end] = [from, to].map((at) => DateTime.fromJSDate(at, { zone }).startOf('day'));
  return Math.round(end!.diff(start!, 'days').days);
}
