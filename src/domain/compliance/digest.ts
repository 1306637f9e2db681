import { addMilliseconds, HOUR } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { isWorkingDay, type OfficeCalendar, workingDayAfter } from '../calendar.ts';
import type { Unit } from '../units/unit.ts';
import type { Attention } from './attention.ts';

/** When leaders get what needs them in the morning; `HH:MM` in the office's zone. */
export interface DigestTime {
  time: string;
}

/** Before the daily briefing (giao ban), which offices hold from half past seven on. */
export const DIGEST_TIME: DigestTime = { time: '07:15' };

/** Later the morning is over, and so is its digest. */
export const SENT_WITHIN = 3 * HOUR;

/** The moment of this morning's digest, as long as it may leave; null before it, long after it, and on days off. */
export function digestMoment({ time }: DigestTime, now: Date, calendar: OfficeCalendar): Date | null {
  if (!isWorkingDay(dayOf(now, calendar.zone), calendar)) return null;
  const moment = workingDayAfter(now, 0, time, calendar);
  return moment <= now && now < addMilliseconds(moment, SENT_WITHIN) ? moment : null;
}

/** What needs somebody this morning, at one of the units that they answer for. */
export interface UnitMorning {
  unit: Unit;
  /** As the unit's status has it. */
  attention: Attention[];
  /** Owed a health declaration yesterday and made none, besides those who are followed up. */
  undeclared: number;
}

export interface Digest {
  units: UnitMorning[];
  /** The newest anchor of the record, for who leads the whole office: outside the database it shows later that nothing was changed. */
  anchor: string | null;
}

export const isQuiet = ({ units }: Pick<Digest, 'units'>): boolean =>
  units.every(({ attention, undeclared }) => attention.length === 0 && undeclared === 0);
