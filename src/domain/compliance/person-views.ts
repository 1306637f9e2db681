import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import type { HeldPost, PersonActor } from '../actor.ts';
import { looksIn, mayRemind, maySee, pathsSeen } from '../directives/directive-policy.ts';
import { recordLook } from '../directives/look-actions.ts';
import type { CardLine } from '../directives/receipt.ts';
import type { Absence } from '../people/absence.ts';
import type { Person } from '../people/person.ts';
import type { Role } from '../people/post.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { CARD_DAYS } from './compliance.ts';
import type { PersonFigures } from './compliance-reads.ts';

/** How somebody does: what they owed of late, and what of it they still owe. */
export interface PersonCard {
  person: Person;
  posts: { role: Role; unit: string }[];
  figures: PersonFigures;
  /** What they still owe, the nearest deadline first. */
  open: CardLine[];
  openTotal: number;
  leave: Absence | null;
  reach: 'reachable' | 'unreachable' | 'notEnrolled';
  isOwn: boolean;
}

/**
 * One's own, or that of anybody who works at or below a unit that the actor sees, with what they owe there and nowhere else. Refused
 * like somebody who never was.
 */
export async function viewPersonCard(
  actor: PersonActor,
  personId: number,
  limit: number,
  office: Office,
): Promise<PersonCard> {
  const { read, clock, zone } = office;
  const now = clock.now();
  const today = dayOf(now, zone);
  const isOwn = personId === actor.person.id;
  const all = await read.people.listHeldPosts(personId, today);
  const held = isOwn ? all : all.filter(({ unitPath }) => maySee(actor, unitPath));
  if (!isOwn && held.length === 0) throw new Problem('notYourUnit');
  const within = isOwn ? undefined : pathsSeen(actor);
  const [found, account] = [await read.people.get(personId), await read.people.findAccount(personId)];
  const isHelped = isOwn || held.some(({ unitPath }) => mayRemind(actor, unitPath));
  const { lines: open, total: openTotal } = await read.receipts.listOwed(personId, limit, 0, within);
  const [leave] = await read.absences.listFrom(personId, today);
  if (!isOwn) await recordPersonLook(actor, held, found, office);
  const units = new Map(
    (await read.units.listByIds(held.map(({ unitId }) => unitId))).map(({ id, name }) => [id, name]),
  );
  return {
    person: isHelped ? found : { ...found, phone: null },
    posts: held.map(({ role, unitId }) => ({ role, unit: units.get(unitId)! })),
    figures: await read.compliance.countOfPerson(personId, addMilliseconds(now, -CARD_DAYS * DAY), now, within),
    open,
    openTotal,
    leave: leave && leave.fromOn <= today ? leave : null,
    reach: account === null ? 'notEnrolled' : account.unreachableAt === null ? 'reachable' : 'unreachable',
    isOwn,
  };
}

/** By the first of the posts that the actor sees, where they see all of them as an inspector and by no other post. */
async function recordPersonLook(
  actor: PersonActor,
  held: HeldPost[],
  { staffNo }: Person,
  office: Office,
): Promise<void> {
  if (!held.every(({ unitPath }) => looksIn(actor, unitPath))) return;
  const unit = await office.read.units.get(held[0]!.unitId);
  await recordLook(actor, { what: 'person', unit, about: { person: staffNo } }, office);
}
