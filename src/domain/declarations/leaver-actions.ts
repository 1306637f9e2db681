import { DateTime } from 'luxon';
import { instant } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type Erasing, eraseTelling } from '../evidence/erase-actions.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Person } from '../people/person.ts';
import type { Office, Stores } from '../stores.ts';
import { eraseHealth, eraseRequests, eraseTrip } from './erase-actions.ts';

/** People of one transaction. */
const CHUNK = 20;
/** Milliseconds left to others between two of them. */
const BREATH = 5;

/**
 * `person.forget`: of whoever left the office so many days ago, what they declared of themselves is erased, with their telephone number
 * and their Telegram account. Their name and staff number stay, since receipts are records. Running it twice changes nothing, and
 * whoever came back before is left alone.
 */
export async function forgetLeavers(office: Office): Promise<void> {
  const today = DateTime.fromISO(dayOf(office.clock.now(), office.zone), { zone: 'utc' });
  const before = today.minus({ days: office.retention.leavers }).toISODate()!;
  let all = 0;
  for (let some = CHUNK; some === CHUNK; all += some) {
    some = await office.inTransaction(async (stores) => {
      const leavers = await stores.people.listToForget(before, CHUNK);
      for (const person of leavers) await forget(person, office.clock.now(), stores, office);
      return leavers.length;
    });
    await office.clock.sleep(BREATH);
  }
  if (all > 0) await office.sweepErased();
}

/** Whom somebody met, and after which trip they were followed up, goes with the rest. */
const FOLLOW_UP_ACTIONS = ['open', 'prolong', 'stop', 'end'].map((step) => `followup.${step}`);
const BEGINNING = instant('2000-01-01T00:00:00.000Z');

async function forget(person: Person, at: Date, stores: Stores, { consequences }: Office): Promise<void> {
  const subject = `person:${person.staffNo}`;
  const how: Erasing = { by: 'office:retention', at, way: 'clock', because: 'left' };
  const trips = (await stores.trips.listAllOf(person.id)).filter(({ erasedAt }) => erasedAt === null);
  for (const trip of trips) await eraseTrip(trip, 'trip', how, stores);
  const health = await stores.health.listReadableOf(person.id);
  await eraseHealth(health, subject, how, stores);
  // What nobody has answered yet is still to be answered.
  const requests = (await stores.privacyRequests.listOf(person.id)).filter(
    ({ state, textId }) => state !== 'received' && textId !== null,
  );
  await eraseRequests(requests, subject, how, stores);
  const drafts = await stores.drafts.deleteAllOf(person.id, 'left');
  const telling = { streams: [subject], actions: FOLLOW_UP_ACTIONS, from: BEGINNING, until: at };
  await eraseTelling(telling, () => true, how, stores);
  await consequences.personForgotten(stores, person, how);
  const accounts = await stores.people.forget(person.id, at);
  const counts = { trips: trips.length, health: health.length, requests: requests.length, drafts, accounts };
  const details = { ...counts, phone: person.phone !== null };
  const fact = {
    stream: 'office',
    action: 'person.forget',
    at,
    way: 'clock' as const,
    actor: how.by,
    subject,
    details,
  };
  await stores.evidence.append(entryOf(fact));
}
