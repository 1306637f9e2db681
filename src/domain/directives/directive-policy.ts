import { type Actor, type PersonActor, placesOf, reaches } from '../actor.ts';
import type { Role } from '../people/post.ts';
import type { Unit } from '../units/unit.ts';
import type { Approval, Urgency } from './directive.ts';

/** Clerks issue (phát hành), leaders and their deputies sign and issue (ký ban hành). */
export const ISSUING_ROLES: readonly Role[] = ['clerk', 'leader', 'deputy'];
/** Whose signature a unit's directives need where they are signed before they leave. */
export const SIGNING_ROLES: readonly Role[] = ['leader', 'deputy'];
/** Who can be the second person behind an immediate directive. */
export const APPROVING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk'];
/** Whose word counts that somebody was told by telephone or signed on paper. */
export const ATTESTING_ROLES: readonly Role[] = ['leader', 'deputy'];
/** Who may press "remind"; an inspector reads only. */
export const REMINDING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk', 'focal', 'admin'];

/** Whoever has a role sees how their unit and those below stand and what was issued to them; staff see their own matters only. */
export const SEEING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk', 'focal', 'inspector', 'admin'];

/** The units that somebody sees, with all below them. */
export const pathsSeen = (actor: PersonActor): string[] =>
  placesOf(actor, SEEING_ROLES).map(({ unitPath }) => unitPath);

export function maySee(actor: Actor, unitPath: string): boolean {
  return reaches(actor, SEEING_ROLES, unitPath);
}

/** Whether an actor sees this unit as an inspector alone: every look is written down then. */
export function looksIn(actor: Actor, unitPath: string): boolean {
  const others = SEEING_ROLES.filter((role) => role !== 'inspector');
  return actor.kind === 'person' && reaches(actor, ['inspector'], unitPath) && !reaches(actor, others, unitPath);
}

export function mayIssue(actor: Actor): boolean {
  return actor.kind === 'office' || placesOf(actor, ISSUING_ROLES).length > 0;
}

export function mayIssueTo(actor: Actor, units: Unit[]): boolean {
  return units.every((unit) => reaches(actor, ISSUING_ROLES, unit.path));
}

/** What waits for a yes: whose, who laid it before them, from which unit it comes and to which it goes. */
export interface Awaited {
  approval: Approval | null;
  authorId: number | null;
  issuing: Pick<Unit, 'path'>;
  units: Unit[];
}

/** Another than the author: to sign, a leader over the issuing unit; else a role that reaches every addressed one. */
export function mayApprove(actor: PersonActor, { approval, authorId, issuing, units }: Awaited): boolean {
  if (approval === null || actor.person.id === authorId) return false;
  if (approval === 'signature') return reaches(actor, SIGNING_ROLES, issuing.path);
  return units.every((unit) => reaches(actor, APPROVING_ROLES, unit.path));
}

/**
 * Whoever may issue to all of its units, from the unit that issues it or from above, can take it back before it leaves, and amend or
 * end it afterwards. What comes from above is not changed below, nor by an author who has lost the post.
 */
export function mayManage(actor: Actor, { issuing, units }: Pick<Awaited, 'issuing' | 'units'>): boolean {
  return reaches(actor, ISSUING_ROLES, issuing.path) && mayIssueTo(actor, units);
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

/**
 * Whose yes it takes before something from the chat leaves: a leader's where the issuing unit has it so, unless a leader over it is
 * who wants it; a second person's when it is immediate. The command line is the office's own hand.
 */
export function approvalNeeded(
  actor: Actor,
  urgency: Urgency,
  issuing: Pick<Unit, 'path'> & { isSigned: boolean },
): Approval | null {
  if (actor.kind === 'office' || actor.accountId === null) return null;
  if (issuing.isSigned && !reaches(actor, SIGNING_ROLES, issuing.path)) return 'signature';
  return urgency === 'immediate' ? 'second' : null;
}
