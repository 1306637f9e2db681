import { type Actor, type PersonActor, placesOf, reaches } from '../actor.ts';
import type { Role } from '../people/post.ts';
import type { Unit } from '../units/unit.ts';

/** Clerks issue (phát hành), leaders and their deputies sign and issue (ký ban hành). */
export const ISSUING_ROLES: readonly Role[] = ['clerk', 'leader', 'deputy'];
/** Who can be the second person behind an immediate directive. */
export const APPROVING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk'];
/** Whose word counts that somebody was told by telephone or signed on paper. */
export const ATTESTING_ROLES: readonly Role[] = ['leader', 'deputy'];
/** Who may press "remind"; an inspector reads only. */
export const REMINDING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk', 'focal', 'admin'];

/** Whoever has a role sees how their unit and those below stand and what was issued to them; staff see their own matters only. */
export const SEEING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk', 'focal', 'inspector', 'admin'];

export function maySee(actor: Actor, unitPath: string): boolean {
  return reaches(actor, SEEING_ROLES, unitPath);
}

export function mayIssue(actor: Actor): boolean {
  return actor.kind === 'office' || placesOf(actor, ISSUING_ROLES).length > 0;
}

export function mayIssueTo(actor: Actor, units: Unit[]): boolean {
  return units.every((unit) => reaches(actor, ISSUING_ROLES, unit.path));
}

/** Another than the author, with a role that reaches every addressed unit. */
export function mayApprove(actor: PersonActor, authorId: number | null, units: Unit[]): boolean {
  return actor.person.id !== authorId && units.every((unit) => reaches(actor, APPROVING_ROLES, unit.path));
}

/** Who may have the list of acknowledgement for the file, of their unit and those below. */
export const LISTING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk', 'inspector'];

export function mayList(actor: Actor, unitPath: string): boolean {
  return reaches(actor, LISTING_ROLES, unitPath);
}

export function mayRemind(actor: Actor, unitPath: string): boolean {
  return reaches(actor, REMINDING_ROLES, unitPath);
}

export function mayAttest(actor: Actor, unitPath: string): boolean {
  return reaches(actor, ATTESTING_ROLES, unitPath);
}

/** A head passes on to the units that they head; a deputy of all of these only while the head is away. */
export function mayPassOn(
  actor: PersonActor,
  head: { personId: number; isAway: boolean },
  units: readonly Pick<Unit, 'id'>[],
): boolean {
  const standsIn = ({ id }: Pick<Unit, 'id'>) =>
    actor.posts.some((post) => post.role === 'deputy' && post.unitId === id);
  return units.length > 0 && (actor.person.id === head.personId || (head.isAway && units.every(standsIn)));
}

/** An immediate directive from the chat needs a second person's yes. The command line is the office's own hand. */
export function needsApproval(actor: Actor, urgency: string): boolean {
  return urgency === 'immediate' && actor.kind === 'person' && actor.accountId !== null;
}
