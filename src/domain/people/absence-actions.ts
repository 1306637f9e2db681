import { DateTime } from 'luxon';
import { dayOf } from '../../lib/day.ts';
import { nameForRecord, type PersonActor, placesOf } from '../actor.ts';
import { nextAllowed } from '../calendar.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { type Absence, joined, LONGEST_ABSENCE, overlap } from './absence.ts';
import type { Person } from './person.ts';
import type { Role } from './post.ts';

/** Who may mark somebody below them as away; anybody may mark themselves, and nobody who leads them further up. */
const MARKING_ROLES: readonly Role[] = ['leader', 'deputy'];

export async function mayMarkAway(
  actor: PersonActor,
  personId: number,
  { read, clock, zone }: Office,
): Promise<boolean> {
  if (actor.person.id === personId) return true;
  const posts = await read.people.listHeldPosts(personId, dayOf(clock.now(), zone));
  const isBelow = (path: string, above: string) => path !== above && path.startsWith(above);
  return placesOf(actor, MARKING_ROLES).some(
    ({ unitPath }) =>
      posts.some((post) => post.unitPath.startsWith(unitPath)) &&
      !posts.some((post) => MARKING_ROLES.includes(post.role) && isBelow(unitPath, post.unitPath)),
  );
}

/** Whom somebody marks as away. Throws `mayNotMarkAway`, the same for one who is not theirs and one who never was. */
export async function getMarkable(actor: PersonActor, personId: number, office: Office): Promise<Person> {
  const [person] = await office.read.people.listByIds([personId]);
  if (!person || person.leftOn || !(await mayMarkAway(actor, personId, office))) throw new Problem('mayNotMarkAway');
  return person;
}

export interface Leave {
  personId: number;
  fromOn: string;
  toOn: string;
}

/**
 * `person.away`: a spell of leave. One that it overlaps becomes one with it, or is replaced when both begin on the same day; the same
 * one again changes nothing. Whoever was marked by somebody else is told.
 */
export async function markAway(actor: PersonActor, leave: Leave, office: Office): Promise<Absence> {
  const { personId } = leave;
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const person = await getMarkable(actor, personId, office);
  if (leave.toOn < today) throw new Problem('absencePast');
  if (leave.toOn < leave.fromOn) throw new Problem('dayTooEarly');
  const absence = await office.inTransaction(async (stores) => {
    const near = (await stores.absences.listFrom(personId, today)).filter((one) => overlap(one, leave));
    const { fromOn, toOn } = joined(leave, near);
    const same = near.find((one) => one.fromOn === fromOn && one.toOn === toOn);
    if (same) return same;
    if (daysOf(fromOn, toOn) > LONGEST_ABSENCE) throw new Problem('absenceTooLong', { days: LONGEST_ABSENCE });
    for (const { id } of near) await stores.absences.cancel(id, now);
    const fields = { personId, fromOn, toOn, markedById: actor.person.id };
    const id = await stores.absences.add(fields, now);
    const instead = near.map((one) => `${one.fromOn} ${one.toOn}`);
    await record(stores, 'person.away', actor, person, { from: fromOn, to: toOn, instead }, now);
    if (personId !== actor.person.id) await tell(stores, 'absence.marked', personId, id, now);
    return { id, ...fields };
  });
  office.wake();
  return absence;
}

const daysOf = (fromOn: string, toOn: string): number =>
  DateTime.fromISO(toOn).diff(DateTime.fromISO(fromOn), 'days').days + 1;

/** `person.back`: the person (or whoever may mark them) says that the leave is over, or will not be. */
export async function endAway(actor: PersonActor, absenceId: number, office: Office): Promise<Absence> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const found = await office.read.absences.find(absenceId);
  if (!found) throw new Problem('mayNotMarkAway');
  const person = await getMarkable(actor, found.personId, office);
  await office.inTransaction(async (stores) => {
    const open = (await stores.absences.listFrom(person.id, today)).find((one) => one.id === absenceId);
    if (!open) return;
    if (open.fromOn >= today) await stores.absences.cancel(absenceId, now);
    else await stores.absences.end(absenceId, DateTime.fromISO(today).minus({ days: 1 }).toISODate()!, now);
    await record(stores, 'person.back', actor, person, { from: open.fromOn, to: open.toOn }, now);
    if (person.id !== actor.person.id) await tell(stores, 'absence.ended', person.id, absenceId, now);
  });
  office.wake();
  return found;
}

/** The spells of leave that somebody has before them or is in. */
export async function listOwnLeave(actor: PersonActor, { read, clock, zone }: Office): Promise<Absence[]> {
  return await read.absences.listFrom(actor.person.id, dayOf(clock.now(), zone));
}

const CHUNK = 200;

/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** Whose leave is over is asked, on the first working morning, whether they are back, and shown what they owe. Once for each. */
export async function askWhoIsBack(office: Office): Promise<void> {
  const now = office.clock.now();
  if (nextAllowed(now, office.calendar) > now) return;
  while ((await askSome(now, office)) === CHUNK) await office.clock.sleep(BREATH);
}

async function askSome(now: Date, office: Office): Promise<number> {
  const today = dayOf(now, office.zone);
  const over = await office.read.absences.listOver(today, CHUNK);
  if (over.length === 0) return 0;
  await office.inTransaction(async (stores) => {
    for (const { id, personId } of over) {
      await stores.absences.markAsked(id, now);
      const isAway = (await stores.absences.listFrom(personId, today)).some((one) => one.fromOn <= today);
      if (!isAway) await tell(stores, 'absence.over', personId, id, now);
    }
  });
  office.wake();
  return over.length;
}

/** Whoever could not be reached when somebody else marked them is told as soon as they can. */
export async function tellOfLeave(stores: Stores, personId: number, today: string, now: Date): Promise<void> {
  for (const { id, markedById } of await stores.absences.listFrom(personId, today)) {
    if (markedById !== personId) await tell(stores, 'absence.marked', personId, id, now);
  }
}

async function tell(
  { people, deliveries }: Stores,
  kind: 'absence.marked' | 'absence.ended' | 'absence.over',
  personId: number,
  absenceId: number,
  now: Date,
): Promise<void> {
  const account = await people.findAccount(personId);
  if (!account || account.unreachableAt) return;
  const purpose = `absence:${absenceId}:${kind}`;
  await deliveries.addOrRenew({ personId, kind, purpose, subjectId: absenceId, lane: 'reminder', dueAt: now }, false);
}

async function record(
  { evidence }: Stores,
  action: string,
  actor: PersonActor,
  person: Person,
  details: Record<string, string | string[]>,
  at: Date,
): Promise<void> {
  const subject = `person:${person.staffNo}`;
  const fact = { stream: 'office', action, at, way: 'button' as const, actor: nameForRecord(actor) };
  await evidence.append(entryOf({ ...fact, subject, details }));
}
