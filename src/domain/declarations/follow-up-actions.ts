import { dayOf } from '../../lib/day.ts';
import { sha256 } from '../../lib/ids.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { placeOf } from '../areas/place.ts';
import { canonicalJson, entryOf, type Fact } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import { type FollowUp, type FollowUpEnd, type Span, spanAfterContact, spanAfterTrip } from './follow-up.ts';
import type { NewFollowUp } from './follow-up-store.ts';
import type { ContactClass, HealthDeclaration } from './health.ts';
import type { Trip } from './trip.ts';

/** What has to change so that each trip's follow-up is as the levels of today have it. */
interface Changes {
  opened: NewFollowUp[];
  prolonged: { followUp: FollowUp; span: Span }[];
  stopped: FollowUp[];
}

/** The clock, or whoever's act made it so. */
type By = PersonActor | null;

/**
 * `followup.open`, `followup.prolong`, `followup.stop`: holds trips from which somebody has returned against the levels of where they
 * were, and tells each traveller what changes for them. Doing it twice changes nothing. At most 1,000 trips.
 */
export async function reviewTrips(trips: readonly Trip[], by: By, office: Office, stores: Stores): Promise<void> {
  const returned = trips.filter(({ state }) => state === 'returned');
  if (returned.length === 0) return;
  const { opened, prolonged, stopped } = await changesOf(returned, office, stores);
  const at = office.clock.now();
  const staffNoOf = new Map(returned.map(({ person }) => [person.id, person.staffNo]));
  const tell = (ids: readonly number[], purpose: string) => stores.followUps.tell(ids, purpose, at);
  const note = (action: string, all: readonly { personId: number; tripId: number | null }[]) =>
    record(
      action,
      all.map(({ personId, tripId }) => ({ staffNo: staffNoOf.get(personId)!, tripId })),
      by,
      at,
      stores,
    );
  await tell(await stores.followUps.add(opened, at), 'opened');
  await note('followup.open', opened);
  for (const { followUp, span } of prolonged) {
    await stores.followUps.prolong(followUp.id, span);
    await tell([followUp.id], `until:${span.toOn}`);
  }
  await note(
    'followup.prolong',
    prolonged.map(({ followUp }) => followUp),
  );
  for (const { id } of stopped) await stores.followUps.end(id, 'lifted', at);
  await tell(
    stopped.map(({ id }) => id),
    'ended',
  );
  await note('followup.stop', stopped);
}

async function changesOf(trips: readonly Trip[], office: Office, stores: Stores): Promise<Changes> {
  const today = dayOf(office.clock.now(), office.zone);
  const provinces = trips.flatMap(({ stops }) => stops.flatMap(({ place }) => placeOf(place)?.province.code ?? []));
  const levels = await stores.areaLevels.listUnendedOf([...new Set(provinces)]);
  const known = await stores.followUps.listOfTrips(trips.map(({ id }) => id));
  const changes: Changes = { opened: [], prolonged: [], stopped: [] };
  for (const trip of trips) {
    const own = known.filter(({ tripId }) => tripId === trip.id);
    const open = own.find(({ endedAt }) => endedAt === null);
    const span = spanAfterTrip(trip.stops, dayOf(trip.endedAt!, office.zone), levels, office);
    const isOver = !span || span.toOn < today || own.some(({ end, toOn }) => end === 'done' && toOn >= span.toOn);
    if (isOver && open && open.toOn >= today) changes.stopped.push(open);
    if (isOver) continue;
    const fromOn = span.fromOn < today ? today : span.fromOn;
    const one = { personId: trip.person.id, tripId: trip.id, declarationId: null, fromOn, toOn: span.toOn };
    if (!open) changes.opened.push(one);
    else if (open.toOn !== span.toOn)
      changes.prolonged.push({ followUp: open, span: { ...span, fromOn: open.fromOn } });
  }
  return changes;
}

/** `followup.open` after a contact that was declared today; a correction of that declaration prolongs or stops it. */
export async function followContact(
  actor: PersonActor,
  declaration: HealthDeclaration,
  { contact, before }: { contact: ContactClass; before: ContactClass },
  office: Office,
  stores: Stores,
): Promise<void> {
  const { followUps } = stores;
  const at = office.clock.now();
  const span = spanAfterContact(contact, before, declaration.on, office.followUps);
  const open = (await followUps.listOpenOf(actor.person.id)).find((one) => one.declarationId === declaration.id);
  const note = (action: string) => record(action, [{ staffNo: actor.person.staffNo, tripId: null }], actor, at, stores);
  if (open && !span) {
    await followUps.end(open.id, 'corrected', at);
    await followUps.tell([open.id], 'ended', at);
    await note('followup.stop');
  } else if (open && span && open.toOn !== span.toOn) {
    await followUps.prolong(open.id, span);
    await followUps.tell([open.id], `until:${span.toOn}`, at);
    await note('followup.prolong');
  } else if (!open && span) {
    const one = { personId: actor.person.id, tripId: null, declarationId: declaration.id, ...span };
    await followUps.tell(await followUps.add([one], at), 'opened', at);
    await note('followup.open');
  }
}

/** `followup.stop`: whoever withdraws what they agreed to declares nothing more. */
export async function stopFollowUps(actor: PersonActor, at: Date, stores: Stores): Promise<void> {
  const open = await stores.followUps.listOpenOf(actor.person.id);
  for (const { id } of open) await stores.followUps.end(id, 'withdrawn', at);
  const about = open.map(({ tripId }) => ({ staffNo: actor.person.staffNo, tripId }));
  for (const one of about) await record('followup.stop', [one], actor, at, stores);
}

/** `followup.end`: its last day has passed, or the person has left the office. */
export async function endFollowUp(
  { id, personId, tripId }: FollowUp,
  why: FollowUpEnd,
  at: Date,
  stores: Stores,
): Promise<void> {
  if (!(await stores.followUps.end(id, why, at))) return;
  const { staffNo } = await stores.people.get(personId);
  await record('followup.end', [{ staffNo, tripId }], null, at, stores);
  if (why === 'done') await stores.followUps.tell([id], 'ended', at);
}

/** One person's stands in their own stream; of many at once the office's keeps how many, and a hash of who. */
async function record(
  action: string,
  about: { staffNo: string; tripId: number | null }[],
  by: By,
  at: Date,
  { evidence }: Stores,
): Promise<void> {
  const [first, ...others] = about;
  if (!first) return;
  const actor = by ? nameForRecord(by) : 'office:clock';
  const fact: Pick<Fact, 'action' | 'at' | 'way' | 'actor'> = { action, at, way: by ? 'button' : 'clock', actor };
  if (others.length === 0) {
    const subject = `person:${first.staffNo}`;
    await evidence.append(
      entryOf({ ...fact, stream: subject, subject, details: { trip: first.tripId }, passes: true }),
    );
    return;
  }
  const who = sha256(canonicalJson(about.map(({ staffNo, tripId }) => [staffNo, tripId])));
  const details = { count: about.length, who };
  await evidence.append(entryOf({ ...fact, stream: 'office', subject: 'office', details }));
}
