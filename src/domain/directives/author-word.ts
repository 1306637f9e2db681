import type { NewDelivery } from '../deliveries/delivery.ts';
import type { Person } from '../people/person.ts';
import type { Role } from '../people/post.ts';
import { isReachable } from '../people/reachable.ts';
import type { Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { Directive } from './directive.ts';
import { ISSUING_ROLES } from './directive-policy.ts';

type Word =
  | 'directive.issued'
  | 'directive.refused'
  | 'directive.halted'
  | 'directive.scheduled'
  | 'directive.unsigned'
  | 'directive.cancelled';

/** A word to the author about what became of their directive; none to somebody who cannot be reached. */
export async function tellAuthor(directive: Directive, kind: Word, now: Date, stores: Stores): Promise<void> {
  const { authorId } = directive;
  if (authorId === null || !(await isReachable(authorId, stores))) return;
  const word = wordOf(directive, kind, authorId, now);
  // A sending may be halted more than once, and a directive amended: each is said anew.
  await (kind === 'directive.halted' || directive.version > 1
    ? stores.deliveries.addOrRenew(word, true)
    : stores.deliveries.add(word));
}

/**
 * A new word, whatever was said before, to whoever may decide about a directive's sending: its author, or where they no longer may
 * or cannot be reached, all who may. Gives those who are told.
 */
export async function tellDeciders(
  directive: Directive,
  kind: Word,
  { now, today }: { now: Date; today: string },
  stores: Stores,
): Promise<Person[]> {
  const all = await listDeciders(directive, today, stores);
  const author = all.filter((person) => person.id === directive.authorId);
  const told = author.length > 0 ? author : all;
  for (const { id } of told) await stores.deliveries.addOrRenew(wordOf(directive, kind, id, now), true);
  return told;
}

/** What they were told about the sending shows how far it is now; nothing for those who were not told. */
export async function showDeciders(
  directive: Directive,
  { now, today }: { now: Date; today: string },
  stores: Stores,
): Promise<void> {
  const ids = new Set((await listDeciders(directive, today, stores)).map((person) => person.id));
  if (directive.authorId !== null) ids.add(directive.authorId);
  for (const id of ids) await stores.deliveries.renewAsEdit(id, purposeOf(directive, 'directive.issued'), now);
}

async function listDeciders(directive: Directive, today: string, stores: Stores): Promise<Person[]> {
  return await listReachableAbove(await listDecidingUnits(directive, stores), ISSUING_ROLES, today, stores);
}

/** Over which units somebody has to stand to decide about its sending: all to which it went; the issuing one while it has not left. */
export async function listDecidingUnits(directive: Directive, { directives, units }: Stores): Promise<Unit[]> {
  return directive.issuedAt ? await directives.listUnits(directive.id) : [await units.get(directive.issuingUnitId)];
}

/** People who hold one of these roles over all of these units today, and whom Telegram reaches. */
export async function listReachableAbove(
  units: Unit[],
  roles: readonly Role[],
  today: string,
  stores: Stores,
): Promise<Person[]> {
  const lists = await Promise.all(units.map((unit) => stores.people.listHoldersAbove(unit.path, roles, today)));
  const inAll = (lists[0] ?? []).filter((person) => lists.every((list) => list.some(({ id }) => id === person.id)));
  const reachable: Person[] = [];
  for (const person of inAll) if (await isReachable(person.id, stores)) reachable.push(person);
  return reachable;
}

const purposeOf = ({ id }: Directive, kind: Word): string => `directive:${id}:${kind}`;

function wordOf(directive: Directive, kind: Word, personId: number, dueAt: Date): NewDelivery {
  return { personId, kind, purpose: purposeOf(directive, kind), subjectId: directive.id, lane: 'alert', dueAt };
}
