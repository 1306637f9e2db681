import { addMilliseconds } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type Actor, type PersonActor, placesOf } from '../actor.ts';
import { awaitedOf } from '../directives/approval-actions.ts';
import type { Attestation } from '../directives/attestation.ts';
import type { Directive } from '../directives/directive.ts';
import {
  mayAttest,
  mayList,
  mayManage,
  mayRemind,
  maySee,
  pathsSeen,
  SEEING_ROLES,
} from '../directives/directive-policy.ts';
import type { HeadCount } from '../directives/head.ts';
import { canPassOn } from '../directives/head-actions.ts';
import { recordLook } from '../directives/look-actions.ts';
import type { Receipt } from '../directives/receipt.ts';
import type { Beside, MissingPerson } from '../directives/receipt-store.ts';
import { REMIND_EVERY } from '../directives/remind-actions.ts';
import type { EndedAs } from '../directives/standing.ts';
import type { Absence } from '../people/absence.ts';
import { mayMarkAway } from '../people/absence-actions.ts';
import type { Person } from '../people/person.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { TaskFigures } from '../tasks/task-store.ts';
import { countTasks } from '../tasks/task-views.ts';
import type { Unit } from '../units/unit.ts';
import type { DirectiveFigures, UnitFigures } from './compliance.ts';

/** The highest units that an actor may see, each once, in the order of the tree. */
export async function listOwnUnits(actor: Actor, office: Office): Promise<Unit[]> {
  if (actor.kind === 'office') return await office.read.units.listRoots();
  const posts = placesOf(actor, SEEING_ROLES);
  const highest = posts.filter(
    (post) => !posts.some((other) => other.unitPath !== post.unitPath && post.unitPath.startsWith(other.unitPath)),
  );
  return await office.read.units.listByIds(highest.map((post) => post.unitId));
}

/** A unit, and the one above it where the actor may see that too. Whatever is not theirs is refused alike, there or not. */
export async function getSeen(
  actor: Actor,
  unitId: number,
  office: Office,
): Promise<{ unit: Unit; above: Unit | null }> {
  const unit = await office.read.units.find(unitId);
  if (!unit || !maySee(actor, unit.path)) throw new Problem('notYourUnit');
  const above = unit.parentId === null ? null : await office.read.units.get(unit.parentId);
  return { unit, above: above && maySee(actor, above.path) ? above : null };
}

/** By a code, or by a few words of a name: the unit with this code, else those of the reader's own whose name holds the words. */
export async function findSeenUnits(actor: PersonActor, words: string, limit: number, office: Office): Promise<Unit[]> {
  const { units } = office.read;
  const paths = pathsSeen(actor);
  const byCode = (await units.findByCode(words)) ?? (await units.findByCode(words.toUpperCase()));
  if (byCode && maySee(actor, byCode.path)) return [byCode];
  return await units.search(paths, words, limit);
}

export interface DirectiveInUnit {
  unit: Unit;
  above: Unit | null;
  directive: DirectiveFigures;
  units: UnitFigures[];
  mayRemind: boolean;
  mayManage: boolean;
  /** Whether they may have the list for the file. */
  mayList: boolean;
  /** Whether they may have its record of evidence. */
  mayExport: boolean;
  beside: Beside;
  /** The second step of a directive for heads; null for one for everybody. */
  heads: HeadCount | null;
  tasks: TaskFigures & { mayGive: boolean };
  /** How it ended; null while it is in force. */
  ended: { as: EndedAs; at: Date } | null;
}

/** One directive as a unit stands with it. A directive that nobody there owes is refused like one that never was. */
export async function viewDirective(
  actor: Actor,
  { directiveId, unitId }: { directiveId: number; unitId: number },
  office: Office,
): Promise<DirectiveInUnit> {
  const { unit, above } = await getSeen(actor, unitId, office);
  const now = office.clock.now();
  const { directives } = await office.read.compliance.listDirectives({ path: unit.path, directiveId }, now);
  if (!directives[0]) throw new Problem('notFound');
  const units = await office.read.compliance.listUnits({ unitId, directiveId });
  const freshAt = addMilliseconds(now, -REMIND_EVERY);
  const missing = { directiveId, path: unit.path, today: dayOf(now, office.zone) };
  const beside = await office.read.receipts.countBeside(missing, freshAt);
  const found = await office.read.directives.get(directiveId);
  const awaited = await awaitedOf(found, office.read);
  const ended = found.endedAt ? { as: found.endedAs ?? 'closed', at: found.endedAt } : null;
  const heads = await office.read.heads.countSteps(directiveId, unit.path);
  const about = { unit, above, directive: directives[0], units, beside, heads: heads.due > 0 ? heads : null };
  const tasks = await countTasks(actor, { directiveId, path: unit.path }, office);
  await recordLook(actor, { what: 'figures', unit, directiveId }, office);
  return {
    ...about,
    tasks,
    ended,
    mayManage: mayManage(actor, awaited),
    mayList: mayList(actor, unit.path),
    mayExport: mayList(actor, awaited.issuing.path),
    mayRemind: mayRemind(actor, unit.path),
  };
}

export interface MissingInUnit {
  unit: Unit;
  directive: DirectiveFigures;
  people: MissingPerson[];
  total: number;
  /** Whether each may be opened, with their telephone and what can be done. */
  mayOpen: boolean;
}

export async function viewMissing(
  actor: Actor,
  about: { directiveId: number; unitId: number; offset: number; limit: number },
  office: Office,
): Promise<MissingInUnit> {
  const { unit } = await getSeen(actor, about.unitId, office);
  const { directiveId, limit, offset } = about;
  const filter = { path: unit.path, directiveId };
  const [directive] = (await office.read.compliance.listDirectives(filter, office.clock.now())).directives;
  if (!directive) throw new Problem('notFound');
  const missing = { directiveId, path: unit.path, today: dayOf(office.clock.now(), office.zone) };
  const found = await office.read.receipts.listMissing(missing, limit, offset);
  await recordLook(actor, { what: 'missing', unit, directiveId, about: { from: offset + 1 } }, office);
  return { unit, directive, ...found, mayOpen: mayRemind(actor, unit.path) };
}

/** One person who owes a directive, as those see them who may do something about it. */
export interface OwingPerson {
  person: Person;
  unit: Unit;
  receipt: Receipt;
  directive: Directive;
  attestations: Attestation[];
  leave: Absence | null;
  /** Telegram reaches them today. */
  isReachable: boolean;
  /** Somebody else, who can be told and is not on leave. */
  mayRemind: boolean;
  mayAttest: boolean;
  mayMarkAway: boolean;
  /** In place of a head who is away. */
  mayPassOn: boolean;
}

/**
 * Shows a telephone number, so only to those who may remind; what is not theirs is refused like what never was. Neither number nor
 * leave of whoever has left the unit: they are for others to know.
 */
export async function viewOwing(actor: PersonActor, receiptId: number, office: Office): Promise<OwingPerson> {
  const { read, clock, zone } = office;
  const receipt = await read.receipts.find(receiptId);
  const unit = receipt && (await read.units.get(receipt.unitId));
  if (!receipt || !unit || !mayRemind(actor, unit.path)) throw new Problem('notYourUnit');
  const today = dayOf(clock.now(), zone);
  const found = await read.people.get(receipt.personId);
  const posts = await read.people.listHeldPosts(receipt.personId, today);
  const isGone = receipt.status === 'closed' || !posts.some(({ unitPath }) => mayRemind(actor, unitPath));
  const person = isGone ? { ...found, phone: null } : found;
  const account = await read.people.findAccount(person.id);
  const [next] = await read.absences.listFrom(person.id, today);
  const leave = next && next.fromOn <= today && !isGone ? next : null;
  const isReachable = account !== null && account.unreachableAt === null;
  return {
    person,
    unit,
    receipt,
    directive: await read.directives.get(receipt.directiveId),
    attestations: await read.attestations.listOf(receiptId),
    leave,
    isReachable,
    mayRemind: isReachable && leave === null && person.id !== actor.person.id,
    mayAttest: mayAttest(actor, unit.path) && person.id !== actor.person.id,
    mayMarkAway: await mayMarkAway(actor, person.id, office),
    mayPassOn: person.id !== actor.person.id && (await canPassOn(actor, receiptId, office)),
  };
}
