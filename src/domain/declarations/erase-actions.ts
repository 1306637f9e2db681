import { DateTime } from 'luxon';
import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { type Erasing, eraseTelling } from '../evidence/erase-actions.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import { streamOf } from './consent-actions.ts';
import { stopFollowUps } from './follow-up-actions.ts';
import type { HealthDeclaration } from './health.ts';
import { type DeclaredKind, getWithdrawable, isErased, type OwnDeclaration } from './own-declarations-views.ts';
import type { PrivacyRequest } from './privacy-request.ts';
import { type Trip, tripSteps } from './trip.ts';

const CHUNK = 50;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

const byClock = (at: Date): Erasing => ({ by: 'office:retention', at, way: 'clock', because: 'retention' });

/** `trip.erase`: that it was declared, when, and what its leader decided stays. */
export async function eraseTrip(trip: Trip, what: 'contacts' | 'trip', how: Erasing, stores: Stores): Promise<void> {
  const { by: actor, at, way, because } = how;
  if (what === 'contacts') await stores.trips.eraseContacts(trip, at);
  else await stores.trips.erase(trip, at, because);
  const subject = `person:${trip.person.staffNo}`;
  const details = { trip: trip.id, erased: what, why: because };
  await stores.evidence.append(entryOf({ stream: subject, action: 'trip.erase', at, way, actor, subject, details }));
  // The itinerary was hashed with the contacts.
  const steps = what === 'contacts' ? (['declare', 'change'] as const) : tripSteps;
  const actions = steps.map((step) => `trip.${step}`);
  const telling = { streams: [subject], actions, from: trip.submittedAt, until: at };
  await eraseTelling(telling, (said) => said.details.trip === trip.id, how, stores);
}

/** `health.erase`: that they were declared stays. One entry for all of them, in the stream of whose they are; of many people the office's. */
export async function eraseHealth(
  declarations: readonly HealthDeclaration[],
  stream: string,
  how: Erasing,
  stores: Stores,
): Promise<void> {
  if (declarations.length === 0) return;
  const { by: actor, at, way, because } = how;
  await stores.health.erase(declarations, because);
  const details = { declarations: declarations.map(({ id }) => String(id)), why: because };
  const fact = { stream, action: 'health.erase', at, way, actor, subject: stream, details };
  await stores.evidence.append(entryOf(fact));
  const telling = {
    streams: streamsOf(declarations),
    actions: ['health.declare', 'health.correct'],
    ...around(declarations.map(({ on }) => on)),
  };
  const ids = new Set<unknown>(declarations.map(({ id }) => id));
  await eraseTelling(telling, (said) => ids.has(said.details.declaration), how, stores);
}

const streamsOf = (declared: readonly { person: { staffNo: string } }[]): string[] =>
  declared.map(({ person }) => `person:${person.staffNo}`);

/** In every time zone that the office may have had. */
function around(days: readonly string[]): { from: Date; until: Date } {
  const [first, last] = [days.reduce((a, b) => (a < b ? a : b)), days.reduce((a, b) => (a > b ? a : b))];
  return { from: addMilliseconds(dayStart(first), -DAY), until: addMilliseconds(dayStart(last), 2 * DAY) };
}

const dayStart = (day: string): Date => DateTime.fromISO(day, { zone: 'utc' }).toJSDate();

/** `request.erase`: that they were asked and answered, and when, stays. */
export async function eraseRequests(
  requests: readonly PrivacyRequest[],
  stream: string,
  how: Erasing,
  stores: Stores,
): Promise<void> {
  if (requests.length === 0) return;
  const { by: actor, at, way, because } = how;
  await stores.privacyRequests.erase(requests, because);
  const details = { requests: requests.map(({ id }) => String(id)), why: because };
  const fact = { stream, action: 'request.erase', at, way, actor, subject: stream, details };
  await stores.evidence.append(entryOf(fact));
  const from = requests.map(({ receivedAt }) => receivedAt).reduce((a, b) => (a < b ? a : b));
  const telling = { streams: streamsOf(requests), actions: REQUEST_ACTIONS, from, until: at };
  const ids = new Set<unknown>(requests.map(({ id }) => id));
  await eraseTelling(telling, (said) => ids.has(said.details.request), how, stores);
}

const REQUEST_ACTIONS = ['submit', 'extend', 'answer', 'refuse', 'withdraw'].map((step) => `request.${step}`);

/** What has been kept as long as the office keeps it is overwritten: contacts first, then whole trips and health declarations, with who was told of them and, later, who looked. */
export async function eraseOld(office: Office): Promise<void> {
  const today = DateTime.fromISO(dayOf(office.clock.now(), office.zone), { zone: 'utc' });
  const before = (days: number) => today.minus({ days }).toISODate()!;
  const { trips, contacts, health, looks, requests } = office.retention;
  const erased = [
    await inChunks(office, (stores, at) => eraseOldTrips('contacts', before(contacts), at, stores)),
    await inChunks(office, (stores, at) => eraseOldTrips('trip', before(trips), at, stores)),
    await inChunks(office, (stores, at) => eraseOldHealth(before(health), at, stores)),
    await inChunks(office, (stores, at) => eraseOldRequests(addMilliseconds(at, -requests * DAY), at, stores)),
    await inChunks(office, (stores, at) => stores.health.forgetLooksBefore(addMilliseconds(at, -looks * DAY), CHUNK)),
    await inChunks(office, (stores) => stores.health.sealLooks(CHUNK)),
    await inChunks(office, (stores) => stores.health.forgetAlerts(CHUNK)),
  ];
  if (erased.some((count) => count > 0)) await office.sweepErased();
}

async function inChunks(office: Office, step: (stores: Stores, at: Date) => Promise<number>): Promise<number> {
  let all = 0;
  for (let some = CHUNK; some === CHUNK; all += some) {
    some = await office.inTransaction((stores) => step(stores, office.clock.now()));
    await office.clock.sleep(BREATH);
  }
  return all;
}

async function eraseOldTrips(what: 'contacts' | 'trip', before: string, at: Date, stores: Stores): Promise<number> {
  const due = await stores.trips.listToErase(what, before, CHUNK);
  for (const trip of due) await eraseTrip(trip, what, byClock(at), stores);
  return due.length;
}

async function eraseOldHealth(before: string, at: Date, stores: Stores): Promise<number> {
  const due = await stores.health.listReadableBefore(before, CHUNK);
  await eraseHealth(due, 'office', byClock(at), stores);
  return due.length;
}

async function eraseOldRequests(before: Date, at: Date, stores: Stores): Promise<number> {
  const due = await stores.privacyRequests.listToErase(before, CHUNK);
  await eraseRequests(due, 'office', byClock(at), stores);
  return due.length;
}

/** A form that is half filled may hold all of it once more: a correction begins with what was said. */
const DECLARING: Record<DeclaredKind, readonly string[]> = {
  trip: ['trip', 'tripExtend', 'tripAnswer'],
  health: ['health'],
};

/**
 * `trip.erase`, `health.erase` by whoever declared it: what was said is erased at once; that it was declared stays, and counts as it
 * did. Done twice it changes nothing. Throws `tripNotOver`.
 */
export async function withdrawDeclaration(
  actor: PersonActor,
  what: DeclaredKind,
  id: number,
  office: Office,
): Promise<OwnDeclaration> {
  const declared = await office.inTransaction(async (stores) => {
    const found = await getWithdrawable(actor, what, id, stores);
    if (isErased(found)) return found;
    const at = office.clock.now();
    const how: Erasing = { by: nameForRecord(actor), at, way: 'button', because: 'withdrawn' };
    if (found.what === 'trip') await eraseTrip(found.trip, 'trip', how, stores);
    else await eraseHealth([found.declaration], streamOf(actor), how, stores);
    await stores.drafts.deleteOfForms(actor.person.id, DECLARING[found.what], 'withdrawn');
    return found;
  });
  await office.sweepErased();
  return declared;
}

/**
 * `consent.withdraw`: nothing more is declared, and what was declared of health and of trips that are over is erased at once. A trip that
 * is under way stays with its leader until it ends. Done twice it changes nothing.
 */
export async function withdrawConsent(actor: PersonActor, office: Office): Promise<{ erased: number }> {
  const at = office.clock.now();
  const { erased, drafts } = await office.inTransaction(async (stores) => {
    await stores.consents.withdraw(actor.person.id, at);
    await stopFollowUps(actor, at, stores);
    const over = await stores.trips.listOverOf(actor.person.id);
    const who = nameForRecord(actor);
    const how: Erasing = { by: who, at, way: 'button', because: 'consent' };
    for (const trip of over) await eraseTrip(trip, 'trip', how, stores);
    const health = await stores.health.listReadableOf(actor.person.id);
    await eraseHealth(health, streamOf(actor), how, stores);
    const drafts = await stores.drafts.deleteOfForms(
      actor.person.id,
      [...DECLARING.trip, ...DECLARING.health],
      'consent',
    );
    const details = { trips: over.length, health: health.length, drafts };
    const fact = { stream: streamOf(actor), action: 'consent.withdraw', at, way: 'button' as const };
    await stores.evidence.append(entryOf({ ...fact, actor: who, subject: who, details }));
    return { erased: over.length + health.length, drafts };
  });
  if (erased + drafts > 0) await office.sweepErased();
  return { erased };
}
