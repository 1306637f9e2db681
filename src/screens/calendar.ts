import { DateTime } from 'luxon';
import type { Draft, Step } from '../domain/forms/form.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDayAndWeekday } from './dates.ts';
import { pressOf } from './forms.ts';
import { type Button, button, rows, type Voice } from './screen.ts';

const WEEK = 7;
/** So many months ahead of today can be turned to. */
const MONTHS_AHEAD = 13;

/** A month as a sheet of buttons, with the nearest days by name above it. Days that cannot be chosen lead nowhere. */
export function dayButtons(step: Step, draft: Draft, turnedTo: string | null, voice: Voice): Button[][] {
  const today = dayOf(voice.now, voice.zone);
  const earliest = step.isAhead ? today : null;
  const least = step.notBefore === undefined ? earliest : (draft.answers[step.notBefore] as string | undefined);
  const start = least && least > today ? least : today;
  const month = DateTime.fromISO(turnedTo ?? start.slice(0, 7), { zone: 'utc' }).startOf('month');
  const to = pressOf(draft);
  const pick = (day: DateTime) => {
    const iso = day.toISODate()!;
    const isOut = day.month !== month.month || (least ? iso < least : false);
    return isOut ? button('·', callbacks.stay.pack({})) : button(String(day.day), to('pick', iso));
  };
  // Weeks of which no day can be chosen are left out.
  const begin = least && least > month.toISODate()! ? DateTime.fromISO(least, { zone: 'utc' }) : month;
  const first = begin.startOf('week');
  const weeks = Math.ceil(month.endOf('month').diff(first, 'days').days / WEEK);
  const days = Array.from({ length: weeks * WEEK }, (_, index) => pick(first.plus({ days: index })));
  return [
    nearDays(start, today, voice).map(({ label, day }) => button(label, to('pick', day))),
    monthRow(month, least ?? null, today, to, voice),
    weekdayRow(voice),
    ...rows(days, WEEK),
  ];
}

/** The first day that makes sense and the one after it. */
function nearDays(start: string, today: string, voice: Voice): { label: string; day: string }[] {
  const { t } = voice;
  return [0, 1].map((ahead) => {
    const at = DateTime.fromISO(start, { zone: 'utc' }).plus({ days: ahead });
    const day = at.toISODate()!;
    const distance = at.diff(DateTime.fromISO(today, { zone: 'utc' }), 'days').days;
    if (distance === 0) return { day, label: t('forms:calendar.today') };
    if (distance === 1) return { day, label: t('forms:calendar.tomorrow') };
    const label = sayDayAndWeekday(day, voice);
    return { day, label: `${label.charAt(0).toUpperCase()}${label.slice(1)}` };
  });
}

function monthRow(
  month: DateTime,
  least: string | null,
  today: string,
  to: (verb: string, value: string) => string,
  { t }: Voice,
): Button[] {
  const turn = (label: string, months: number) => {
    const target = month.plus({ months });
    const isBefore = target.endOf('month').toISODate()! < (least ?? '');
    const isBeyond = target.diff(DateTime.fromISO(today, { zone: 'utc' }), 'months').months > MONTHS_AHEAD;
    return isBefore || isBeyond
      ? button('·', callbacks.stay.pack({}))
      : button(label, to('month', target.toFormat('yyyy-MM')));
  };
  const name = t('forms:calendar.month', { month: String(month.month), year: String(month.year) });
  return [turn('‹', -1), button(name, callbacks.stay.pack({})), turn('›', 1)];
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const weekdayRow = ({ t }: Voice): Button[] =>
  WEEKDAYS.map((weekday) => button(t(`forms:calendar.weekday.${weekday}`), callbacks.stay.pack({})));
