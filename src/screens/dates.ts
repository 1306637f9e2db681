import { DateTime, type WeekdayNumbers } from 'luxon';
import type { T } from '../i18n.ts';
import { DAY, HOUR, instant, MINUTE } from '../lib/clock.ts';
import { dayOf, daysBetween, timeOf } from '../lib/day.ts';
import { remembering } from '../lib/remembering.ts';
import type { Voice } from './screen.ts';

/**
 * A deadline as people say it, then exactly: `17:00 hôm nay, thứ Bảy 21/11 (còn 3 giờ)`, `17:00 thứ Hai 23/11`; the year only when
 * it is another one; a past one with how long ago, rounded down.
 */
export function sayDeadline(deadline: Date, now: Date, zone: string, t: T): string {
  const distance = deadline.getTime() - now.getTime();
  const when = sayMoment(deadline, now, zone, t);
  if (distance < 0) return t('common:date.over', { when, span: saySpan(-distance, t) });
  return dayOf(now, zone) === dayOf(deadline, zone)
    ? t('common:date.left', { when, span: saySpan(distance, t) })
    : when;
}

/** A moment by its distance in days: `17:00 ngày mai, Chủ nhật 22/11`, `14:05 thứ Bảy 21/11`. */
export function sayMoment(moment: Date, now: Date, zone: string, t: T): string {
  const [date, today] = [dayOf(moment, zone), dayOf(now, zone)];
  return t(`common:date.${BESIDE[daysBetween(today, date)] ?? 'other'}`, {
    time: timeOf(moment, zone),
    weekday: sayWeekday(date, t),
    day: sayDay(date, t, today),
  });
}

const BESIDE: Record<number, 'yesterday' | 'today' | 'tomorrow'> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };

/** An instant for the record: `14:05 ngày 21/11/2026`. */
export const sayInstant = (instant: Date, zone: string, t: T): string =>
  t('common:date.instant', { time: timeOf(instant, zone), day: sayDay(dayOf(instant, zone), t) });

/** The time of day alone: `14:05`. */
export const sayTime = timeOf;

/** A screen says the same few days again and again. */
const rememberedDay = remembering<string>(10_000);

/** A calendar day (`YYYY-MM-DD`): `21/11/2026`, or `21/11` when it lies in the year of `today`. */
export function sayDay(day: string, t: T, today?: string): string {
  const format = t(today?.slice(0, 4) === day.slice(0, 4) ? 'common:format.day' : 'common:format.dayOfYear');
  const write = () => DateTime.fromISO(day, { zone: 'utc', locale: t.locale }).toFormat(format);
  return rememberedDay(`${t.locale} ${format} ${day}`, write);
}

/** The same with its weekday, as it is said again to whoever typed it: `thứ Hai 30/11`. */
export const sayDayAndWeekday = (day: string, { t, now, zone }: Voice): string =>
  t('common:date.dayAndWeekday', { weekday: sayWeekday(day, t), day: sayDay(day, t, dayOf(now, zone)) });

// Sunday is the seventh.
const sayWeekday = (day: string, t: T): string =>
  t(`common:weekday.${(instant(day).getUTCDay() || 7) as WeekdayNumbers}`);

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
