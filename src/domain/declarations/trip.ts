import { DateTime } from 'luxon';
import { daysBetween } from '../../lib/day.ts';
import { placeOf } from '../areas/place.ts';
import { Problem } from '../problem.ts';

/** A mission is notified; whoever leaves the province or the country on their own asks (see `approvedKinds` of the settings). */
export const tripKinds = ['mission', 'private', 'abroad'] as const;
export type TripKind = (typeof tripKinds)[number];

/**
 * awaiting (its leader's yes) → planned (it may begin, is under way, or is over without a word of return) → returned.
 * refused: the leader said no. cancelled: it did not take place.
 */
export const tripStates = ['awaiting', 'planned', 'refused', 'cancelled', 'returned'] as const;
export type TripState = (typeof tripStates)[number];

export const transports = ['office', 'coach', 'plane', 'train', 'own', 'other'] as const;
export type Transport = (typeof transports)[number];

/** One place of an itinerary, and the first and last day there (`YYYY-MM-DD`). */
export interface Stop {
  /** A key of `placeOf` or `countryOf`. */
  place: string;
  fromOn: string;
  toOn: string;
}

/** What is said of a trip besides where and when; nobody reads it in the database without the office's key. */
export interface TripDetails {
  reason: string;
  transport: Transport;
  companions: string | null;
  contacts: string | null;
}

/** What somebody declares. */
export interface TripWish extends TripDetails {
  kind: TripKind;
  stops: Stop[];
}

export interface Trip {
  id: number;
  person: { id: number; fullName: string; staffNo: string };
  /** Where the traveller belongs; erased trips stay where they were. */
  unit: { id: number; name: string; path: string };
  kind: TripKind;
  state: TripState;
  stops: Stop[];
  fromOn: string;
  toOn: string;
  /** Whose leaders decide about it, and are told. */
  decider: { id: number; name: string; path: string };
  version: number;
  submittedAt: Date;
  endedAt: Date | null;
  /** Under which its details are sealed. */
  detailsId: number | null;
  /** When all that was said was erased. */
  erasedAt: Date | null;
}

/** What happened to a trip, in the order in which it did. `text` is sealed. */
export const tripSteps = [
  ...['declare', 'change', 'extend', 'approve', 'refuse', 'ask', 'answer', 'cancel', 'return'],
] as const;
export type TripStep = 'declare' | 'change' | 'extend' | 'approve' | 'refuse' | 'ask' | 'answer' | 'cancel' | 'return';

export interface TripEntry {
  id: number;
  tripId: number;
  at: Date;
  by: { id: number; fullName: string };
  step: TripStep;
  textId: number | null;
}

export interface TripSettings {
  /** Kinds of trips that await the leader's yes; the others are notified. */
  approved: readonly TripKind[];
  /** By hazard the level from which a trip to a place goes to the leaders of the unit above. */
  upFrom: Readonly<Record<string, string>>;
}

export const TRIP_LIMITS = { stops: 5, text: 500, days: 366 } as const;

/** Where somebody was longer ago is no trip to be declared. */
const DAYS_BACK = 30;

/**
 * Holds an itinerary against the calendar. Throws `tripStopsMissing`, `tripDaysReversed`, `tripDaysOverlap`, `tripPast`,
 * `tripTooLong`. A day that is shared by two stops is the day on which the traveller goes from one to the next.
 */
export function checkStops(stops: readonly Stop[], today: string): void {
  const [first, last] = [stops[0], stops.at(-1)];
  if (!first || !last) throw new Problem('tripStopsMissing');
  for (const [index, { fromOn, toOn }] of stops.entries()) {
    if (toOn < fromOn) throw new Problem('tripDaysReversed', { stop: index + 1 });
    if (index > 0 && fromOn < stops[index - 1]!.toOn) throw new Problem('tripDaysOverlap', { stop: index + 1 });
  }
  if (daysBetween(first.fromOn, today) > DAYS_BACK) throw new Problem('tripPast', { days: DAYS_BACK });
  if (daysBetween(first.fromOn, last.toOn) >= TRIP_LIMITS.days)
    throw new Problem('tripTooLong', { days: TRIP_LIMITS.days });
}

/** Whoever stays in the office's own province on their own time has nothing to declare. Throws `tripInside`. */
export function checkLeaving({ kind, stops }: Pick<TripWish, 'kind' | 'stops'>, homeProvince: string | null): void {
  const isInside = ({ place }: Stop): boolean => placeOf(place)?.province.code === homeProvince;
  if (homeProvince !== null && kind === 'private' && stops.every(isInside)) throw new Problem('tripInside');
}

/** The hour of the last day from which a traveller is asked whether they are back. */
const RETURN_HOUR = 16;

export const returnFrom = ({ toOn }: Pick<Trip, 'toOn'>, zone: string): Date =>
  DateTime.fromISO(toOn, { zone }).set({ hour: RETURN_HOUR }).toJSDate();

export type TripStage = 'awaiting' | 'ahead' | 'underWay' | 'overdue' | 'refused' | 'cancelled' | 'returned';

/** How a trip stands on a day. */
export function stageOf({ state, fromOn, toOn }: Pick<Trip, 'state' | 'fromOn' | 'toOn'>, today: string): TripStage {
  if (state !== 'planned') return state;
  if (today < fromOn) return 'ahead';
  return today <= toOn ? 'underWay' : 'overdue';
}

/** Whether nobody waits for anything about it any more: refused, cancelled or returned from. */
export const isOver = ({ state }: Pick<Trip, 'state'>): boolean => state !== 'awaiting' && state !== 'planned';

/** What the traveller can do with a trip on a day. */
export function ownSteps(trip: Pick<Trip, 'state' | 'fromOn' | 'toOn'>, today: string): TripStep[] {
  switch (stageOf(trip, today)) {
    case 'awaiting':
    case 'ahead':
      return ['change', 'cancel'];
    case 'underWay':
    case 'overdue':
      return ['return', 'extend', 'change'];
    default:
      return [];
  }
}

export const sameStops = (one: readonly Stop[], other: readonly Stop[]): boolean =>
  JSON.stringify(one.map(({ place, fromOn, toOn }) => [place, fromOn, toOn])) ===
  JSON.stringify(other.map(({ place, fromOn, toOn }) => [place, fromOn, toOn]));
