import { daysLater as after } from '../../lib/day.ts';
import type { AreaLevel } from '../areas/area-level.ts';
import { type Hazard, levelIn } from '../areas/hazard.ts';
import { placeOf } from '../areas/place.ts';
import { type ContactClass, contactClasses } from './health.ts';
import type { Stop } from './trip.ts';

/**
 * Daily health declarations of one person for some days (theo dõi sức khỏe), after a trip or a contact: ahead → running → done (its last
 * day has passed). Or stopped: nothing calls for it any more (`lifted`, `corrected`), or the person left or withdrew what they agreed to.
 *
 * | who | may |
 * |---|---|
 * | the office (its settings) | open, prolong and stop it |
 * | the person | declare each day, see how far it is |
 * | leaders, deputies and focal points over the unit where the person works today | see who is followed and which days are missing; not why |
 */
export interface FollowUp {
  id: number;
  personId: number;
  /** The trip that it follows; null after a contact. */
  tripId: number | null;
  /** The declaration that named the contact; null after a trip. */
  declarationId: number | null;
  /** The first and last day of which a declaration is owed. */
  fromOn: string;
  toOn: string;
  openedAt: Date;
  endedAt: Date | null;
  end: FollowUpEnd | null;
}

export const followUpEnds = ['done', 'lifted', 'corrected', 'withdrawn', 'left'] as const;
export type FollowUpEnd = (typeof followUpEnds)[number];

export interface FollowUpSettings {
  /** Until when the day's declaration is made, `HH:MM` in the office's zone. */
  time: string;
  /** By hazard from which level of a place a traveller is followed, for how many days after they left it. */
  trips: Readonly<Record<string, { level: string; days: number }>>;
  /** For how many days after a contact of a class. */
  contacts: Readonly<Partial<Record<ContactClass, number>>>;
}

/**
 * Seven days after a place at level 3 or more; fourteen after having met a case, the longest incubation that health authorities counted
 * with for COVID-19, and half of it one step further. An office sets what holds for it.
 */
export const FOLLOW_UPS: FollowUpSettings = {
  time: '08:00',
  trips: { dich: { level: '3', days: 7 } },
  contacts: { f1: 14, f2: 7 },
};

export interface Span {
  fromOn: string;
  toOn: string;
}

export interface Rules {
  hazards: readonly Hazard[];
  followUps: FollowUpSettings;
}

/** The days for which a level keeps somebody followed after they left the place; 0 when it is too low. */
export function daysAfter(
  { hazard, level }: Pick<AreaLevel, 'hazard' | 'level'>,
  { hazards, followUps }: Rules,
): number {
  const known = hazards.find(({ code }) => code === hazard);
  const rule = followUps.trips[hazard];
  const from = known && rule ? levelIn(known, rule.level) : null;
  return from !== null && from !== undefined && level >= from ? rule!.days : 0;
}

/** For how many days whoever goes where these levels hold is followed afterwards; 0 when they are not. */
export const longestAfter = (levels: readonly AreaLevel[], rules: Rules): number =>
  Math.max(0, ...levels.map((level) => daysAfter(level, rules)));

/**
 * The days that follow a trip from which somebody returned on a day; null when none does. A level concerns a stop while it holds, and its
 * hazard's look-back days before. At the last stop the traveller stayed until they returned.
 */
export function spanAfterTrip(
  stops: readonly Stop[],
  returnedOn: string,
  levels: readonly AreaLevel[],
  rules: Rules,
): Span | null {
  const ends = stops.flatMap((stop, index) => {
    const leftOn = index === stops.length - 1 || returnedOn < stop.toOn ? returnedOn : stop.toOn;
    if (stop.fromOn > returnedOn) return [];
    return levels
      .filter((level) => concerns(level, { ...stop, toOn: leftOn }, rules))
      .map((level) => {
        return after(leftOn, daysAfter(level, rules));
      });
  });
  const toOn = ends.sort().at(-1);
  const fromOn = after(returnedOn, 1);
  return toOn !== undefined && toOn >= fromOn ? { fromOn, toOn } : null;
}

function concerns(level: AreaLevel, stop: Stop, rules: Rules): boolean {
  if (placeOf(stop.place)?.province.code !== level.province) return false;
  const lookBack = rules.hazards.find(({ code }) => code === level.hazard)?.lookBackDays ?? 0;
  return (level.toOn === null || stop.fromOn <= level.toOn) && stop.toOn >= after(level.fromOn, -lookBack);
}

/** From the nearest on. */
const nearness = (contact: ContactClass): number => (contact === 'none' ? Infinity : contactClasses.indexOf(contact));

/**
 * The days that follow a contact declared today; null when none does. Whoever repeats what they said the last time has met nobody anew.
 */
export function spanAfterContact(
  contact: ContactClass,
  before: ContactClass,
  today: string,
  { contacts }: FollowUpSettings,
): Span | null {
  const days = contacts[contact];
  if (days === undefined || nearness(before) <= nearness(contact)) return null;
  return { fromOn: after(today, 1), toOn: after(today, days) };
}

/** Each of its days. */
export function daysIn({ fromOn, toOn }: Span): string[] {
  const days: string[] = [];
  for (let day = fromOn; day <= toOn; day = after(day, 1)) days.push(day);
  return days;
}

/** What became of each day; a day that is not over is `due`. */
export type DayMark = 'declared' | 'missed' | 'due' | 'ahead';

/** Day by day, given the days that were declared. */
export const marksOf = (span: Span, declared: ReadonlySet<string>, today: string): DayMark[] =>
  daysIn(span).map((day) => {
    if (declared.has(day)) return 'declared';
    if (day === today) return 'due';
    return day < today ? 'missed' : 'ahead';
  });

/** Whether a declaration of this day is owed by it. */
export const isFollowedOn = ({ fromOn, toOn, endedAt }: FollowUp, day: string): boolean =>
  endedAt === null && fromOn <= day && day <= toOn;

/** Of several that somebody has the one that lasts longest. */
export const longest = <One extends Span>(all: readonly One[]): One | null =>
  [...all].sort((one, other) => (one.toOn < other.toOn ? 1 : -1))[0] ?? null;
