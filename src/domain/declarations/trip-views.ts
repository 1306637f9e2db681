import { dayOf } from '../../lib/day.ts';
import { type PersonActor, placesOf } from '../actor.ts';
import type { AreaLevel } from '../areas/area-level.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { longestAfter } from './follow-up.ts';
import { isOver, ownSteps, type Trip, type TripDetails, type TripEntry, type TripStep } from './trip.ts';
import { levelsOn } from './trip-levels.ts';
import { mayDecideTrip, maySeeTrip, TRIP_SEEING_ROLES } from './trip-policy.ts';
import type { TripPage } from './trip-store.ts';

/** A trip as somebody may see it, and what they may do with it. */
export interface TripView {
  trip: Trip;
  /** Null when they were erased. */
  details: TripDetails | null;
  /** The last thing that was said about it, such as why it was refused. */
  last: { entry: TripEntry; text: string | null } | null;
  isOwn: boolean;
  steps: TripStep[];
  /** Whether the traveller may withdraw it, so that what was said is erased. */
  mayErase: boolean;
  /** What holds at its places while the traveller is there. */
  levels: AreaLevel[];
  /** For how many days health is declared after the return, as those levels have it. */
  followUpDays: number;
}

/** Refused like one that never was. */
export async function viewTrip(actor: PersonActor, id: number, office: Office): Promise<TripView> {
  const { read, clock, zone } = office;
  const trip = await read.trips.find(id);
  if (!trip || !maySeeTrip(actor, trip)) throw new Problem('notFound');
  const isOwn = trip.person.id === actor.person.id;
  const entries = await read.trips.listEntries(id);
  const entry = entries.findLast(({ step }) => step !== 'declare' && step !== 'change');
  const today = dayOf(clock.now(), zone);
  const isAsked = entry?.step === 'ask';
  const deciding: TripStep[] =
    trip.state === 'awaiting' && mayDecideTrip(actor, trip) ? ['approve', 'refuse', 'ask'] : [];
  const answering: TripStep[] = isAsked && trip.state === 'awaiting' ? ['answer'] : [];
  const levels = await levelsOn(trip.stops, today, read);
  return {
    trip,
    details: await read.trips.getDetails(trip),
    last: entry ? { entry, text: await read.trips.getText(entry) } : null,
    isOwn,
    steps: isOwn ? [...answering, ...ownSteps(trip, today)] : deciding,
    mayErase: isOwn && isOver(trip) && trip.erasedAt === null,
    levels,
    followUpDays: longestAfter(levels, office),
  };
}

export async function listOwnTrips(actor: PersonActor, { read }: Office): Promise<Trip[]> {
  return await read.trips.listOpenOf(actor.person.id);
}

/** Who of the actor's people is or will be away, and whose trip awaits a yes. Throws `mayNotSee`. */
export async function listTrips(
  actor: PersonActor,
  page: TripPage,
  { read }: Office,
): Promise<{ trips: Trip[]; total: number }> {
  const paths = placesOf(actor, TRIP_SEEING_ROLES).map(({ unitPath }) => unitPath);
  if (paths.length === 0) throw new Problem('mayNotSee');
  return await read.trips.listOpenBelow(paths, page);
}

/** What the person said the last time, to be offered again. */
export async function lastTripOf(actor: PersonActor, { read }: Office): Promise<(Trip & Partial<TripDetails>) | null> {
  const trip = await read.trips.findLastOf(actor.person.id);
  return trip && { ...trip, ...(await read.trips.getDetails(trip)) };
}
