import { DateTime } from 'luxon';
import { dayOf } from '../../lib/day.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import { streamOf } from './consent-actions.ts';
import { stopFollowUps } from './follow-up-actions.ts';
import type { Trip } from './trip.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/**
 * `trip.erase`: what has been kept as long as the office keeps it is overwritten, and an entry says which and why. That it was declared,
 * when, and what its leader decided stays.
 */
export async function eraseOld(office: Office): Promise<void> {
  const today = DateTime.fromISO(dayOf(office.clock.now(), office.zone), { zone: 'utc' });
  const before = (days: number) => today.minus({ days }).toISODate()!;
  const { trips, contacts } = office.retention;
  const erased =
    (await inChunks('contacts', before(contacts), office)) + (await inChunks('trip', before(trips), office));
  if (erased > 0) await office.sweepErased();
}

type What = 'contacts' | 'trip';

async function inChunks(what: What, before: string, office: Office): Promise<number> {
  for (let all = 0; ; ) {
    const due = await office.read.trips.listToErase(what, before, CHUNK);
    if (due.length === 0) return all;
    await office.inTransaction(async (stores) => {
      for (const trip of due) await eraseOne(trip, what, 'office:retention', office.clock.now(), stores);
    });
    all += due.length;
    await office.clock.sleep(BREATH);
  }
}

async function eraseOne(trip: Trip, what: What, by: string, at: Date, stores: Stores): Promise<void> {
  if (what === 'contacts') await stores.trips.eraseContacts(trip, at);
  else await stores.trips.erase(trip, at);
  const subject = `person:${trip.person.staffNo}`;
  const fact = { stream: subject, action: 'trip.erase', at, way: 'clock' as const, actor: by, subject };
  await stores.evidence.append(entryOf({ ...fact, details: { trip: trip.id, erased: what } }));
}

/**
 * `consent.withdraw`: nothing more is declared, and what was declared of health and of trips that are over is erased at once. A trip that
 * is under way stays with its leader until it ends. Done twice it changes nothing.
 */
export async function withdrawConsent(actor: PersonActor, office: Office): Promise<{ erased: number }> {
  const at = office.clock.now();
  const erased = await office.inTransaction(async (stores) => {
    await stores.consents.withdraw(actor.person.id, at);
    await stopFollowUps(actor, at, stores);
    const over = await stores.trips.listOverOf(actor.person.id);
    const who = nameForRecord(actor);
    for (const trip of over) await eraseOne(trip, 'trip', who, at, stores);
    const health = await stores.health.eraseAllOf(actor.person.id);
    const details = { trips: over.length, health };
    const fact = { stream: streamOf(actor), action: 'consent.withdraw', at, way: 'button' as const };
    await stores.evidence.append(entryOf({ ...fact, actor: who, subject: who, details }));
    return over.length + health;
  });
  if (erased > 0) await office.sweepErased();
  return { erased };
}
