import { addMilliseconds, DAY, HOUR } from '../../lib/clock.ts';
import { Problem } from '../problem.ts';
import type { Account, EnrolmentTries, Invite } from './account.ts';
import type { Person } from './person.ts';
import type { Role } from './post.ts';

export const INVITE_LIFE = 7 * DAY;
export const WRONG_TRIES = 5;
export const PAUSE = 1 * HOUR;

/** What is known at the moment when somebody shares a contact. */
export interface EnrolmentCase {
  telegramId: number;
  /** People in the office with the shared phone. */
  people: Person[];
  roles: readonly Role[];
  /** The Telegram account's present owner, if any. */
  owner: Account | null;
  /** The person's present account, if any. */
  present: Account | null;
  hadAccount: boolean;
  invite: Invite | null;
}

/**
 * Decides whether a shared contact enrols its person: the own number is enough for staff at the first time;
 * another role, another Telegram account or a return needs an invite as well. Throws a Problem otherwise.
 */
export function decideEnrolment(
  facts: EnrolmentCase,
  now: Date,
): { person: Person; way: 'contact' | 'invite' | 'already' } {
  const [person, ...others] = facts.people;
  if (!person) throw new Problem('contactUnknown');
  if (others.length > 0) throw new Problem('contactAmbiguous');
  if (facts.owner && facts.owner.personId === person.id) return { person, way: 'already' };
  if (facts.owner) throw new Problem('accountInUse');
  const isOwn = facts.invite?.personId === person.id;
  if (facts.invite && isOwn && isOpen(facts.invite, now)) return { person, way: 'invite' };
  // Whom the own number is enough for is not kept out by a link that was meant for somebody else.
  const needsInvite = facts.roles.some((role) => role !== 'staff') || facts.present !== null || facts.hadAccount;
  if (!needsInvite) return { person, way: 'contact' };
  if (!facts.invite) throw new Problem('inviteNeeded');
  throw new Problem(isOwn ? 'inviteExpired' : 'inviteForAnother');
}

export function isOpen(invite: Invite, now: Date): boolean {
  return !invite.usedAt && !invite.cancelledAt && invite.expiresAt > now;
}

export function isPaused(tries: EnrolmentTries | null, now: Date): boolean {
  return tries?.pausedUntil != null && tries.pausedUntil > now;
}

/** One more wrong code; the fifth pauses this Telegram account for an hour and starts the count anew. */
export function afterWrongTry(tries: EnrolmentTries | null, now: Date): EnrolmentTries {
  const wrong = (tries?.wrong ?? 0) + 1;
  if (wrong < WRONG_TRIES) return { wrong, pausedUntil: null };
  return { wrong: 0, pausedUntil: addMilliseconds(now, PAUSE) };
}
