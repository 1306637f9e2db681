import { DateTime } from 'luxon';
import { dayOf } from '../../lib/day.ts';
import { type PersonActor, placesOf } from '../actor.ts';
import type { AreaLevel } from '../areas/area-level.ts';
import { hazardOf } from '../areas/area-level-actions.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { reviewTrips } from './follow-up-actions.ts';
import type { Trip } from './trip.ts';
import { TRIP_SEEING_ROLES } from './trip-policy.ts';
import type { Touched } from './trip-store.ts';

/** Trips at a time: opening follow-ups for so many takes some 20 ms. */
const CHUNK = 250;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/**
 * A province's level has changed or was lifted: everybody whose trip is, will be, or was there within the hazard's look-back days is
 * told, and their leaders; whoever has returned is followed up or no longer. In chunks, which go on where they stopped after a crash; nobody is told twice of one change.
 */
export async function tellOfLevels(office: Office): Promise<void> {
  const changes = await office.read.areaLevels.listToTell();
  for (const { level, afterTripId } of changes) {
    await reviewFollowed(level, office);
    for (let after: number | null = afterTripId; after !== null; ) {
      const from: number = after;
      after = await office.inTransaction((stores) => tellSome(level, from, office, stores));
      if (after !== null) await office.clock.sleep(BREATH);
    }
  }
  // Only then: to be woken is what starts this.
  if (changes.length > 0) office.wake();
}

/** Whoever is followed because of this place: by the level that took another's place, or no longer. */
async function reviewFollowed({ province }: AreaLevel, office: Office): Promise<void> {
  const ids = await office.read.followUps.listFollowedTripIds(province);
  for (let start = 0; start < ids.length; start += CHUNK) {
    await office.inTransaction(async (stores) => {
      const trips = await stores.trips.listByIds(ids.slice(start, start + CHUNK));
      await reviewTrips(trips, null, office, stores);
    });
    await office.clock.sleep(BREATH);
  }
}

async function tellSome(level: AreaLevel, after: number, office: Office, stores: Stores): Promise<number | null> {
  const now = office.clock.now();
  const purpose = `area:${level.id}:${level.endedAt ? 'lifted' : 'set'}`;
  const about = { touched: touchedBy(level, office), purpose, levelId: level.id, dueAt: now };
  const { lastTripId, deciderIds, returnedIds } = await stores.trips.tellTouched(about, after, CHUNK);
  await reviewTrips(await stores.trips.listByIds(returnedIds), null, office, stores);
  const heads = await stores.people.listReachableHeads(deciderIds, dayOf(now, office.zone));
  for (const personId of new Set(heads.map((head) => head.personId))) {
    const word = { personId, kind: 'area.people' as const, purpose: `${purpose}:people`, subjectId: level.id };
    await stores.deliveries.add({ ...word, lane: 'alert', dueAt: now });
  }
  await stores.areaLevels.markTold(level.id, lastTripId);
  return lastTripId;
}

/** Which trips a level touches: those with a stop there while it holds, or that ended there so many days before. */
function touchedBy({ hazard, province, fromOn, toOn }: AreaLevel, office: Office): Touched {
  const lookBack = hazardOf(hazard, office)?.lookBackDays ?? 0;
  const since = DateTime.fromISO(fromOn, { zone: 'utc' }).minus({ days: lookBack }).toISODate()!;
  return { province, since, until: toOn };
}

/** A level with the trips that it touches: a traveller's own, and those of a leader's people. */
export interface LevelView {
  level: AreaLevel;
  trips: Trip[];
  total: number;
}

export async function viewLevel(
  actor: PersonActor,
  id: number,
  page: { limit: number; offset: number },
  office: Office,
): Promise<LevelView> {
  const level = await office.read.areaLevels.find(id);
  if (!level) throw new Problem('notFound');
  const paths = placesOf(actor, TRIP_SEEING_ROLES).map(({ unitPath }) => unitPath);
  const reader = { personId: actor.person.id, paths };
  return { level, ...(await office.read.trips.listTouched(touchedBy(level, office), reader, page)) };
}
