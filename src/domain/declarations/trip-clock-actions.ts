import { dayOf } from '../../lib/day.ts';
import { nextAllowed } from '../calendar.ts';
import { isReachable } from '../people/reachable.ts';
import type { Office, Stores } from '../stores.ts';
import { returnFrom, stageOf, type Trip } from './trip.ts';
import { listDeciders } from './trip-telling.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** On the last day, and on each day after it, a traveller who has not said so is asked whether they are back; from the day after, their leader is told. */
export async function askForReturns(office: Office): Promise<void> {
  const now = office.clock.now();
  // A day off is no reason not to ask; a night is.
  const anyDay = { ...office.calendar, closedOn: [], workedOn: [dayOf(now, office.zone)] };
  if (nextAllowed(now, anyDay) > now) return;
  while ((await askSome(now, office)) === CHUNK) await office.clock.sleep(BREATH);
}

async function askSome(now: Date, office: Office): Promise<number> {
  const today = dayOf(now, office.zone);
  const trips = await office.read.trips.listToReturn(today, CHUNK);
  const due = trips.filter((trip) => returnFrom(trip, office.zone) <= now);
  if (due.length === 0) return 0;
  await office.inTransaction(async (stores) => {
    for (const trip of due) await askOne(trip, today, now, stores);
  });
  office.wake();
  return due.length;
}

async function askOne(trip: Trip, today: string, dueAt: Date, stores: Stores): Promise<void> {
  await stores.trips.markAsked(trip.id, today);
  const purpose = `trip:${trip.id}:return:${today}`;
  const word = { purpose, subjectId: trip.id, lane: 'reminder' as const, dueAt };
  if (await isReachable(trip.person.id, stores)) {
    await stores.deliveries.add({ ...word, personId: trip.person.id, kind: 'trip.return' });
  }
  if (stageOf(trip, today) !== 'overdue') return;
  for (const personId of await listDeciders(trip, today, stores)) {
    await stores.deliveries.add({ ...word, personId, kind: 'trip.overdue' });
  }
}
