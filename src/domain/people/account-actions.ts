import { dayOf } from '../../lib/day.ts';
import type { Locale } from '../../lib/locale.ts';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Account } from './account.ts';
import type { Person } from './person.ts';

/** `account.revoke`: the account is cut off at once and nothing more is sent to it; coming back needs an invite. */
export async function revokeAccount(actor: Actor, staffNo: string, office: Office): Promise<Person> {
  if (actor.kind !== 'office' && !actor.posts.some((post) => post.role === 'admin')) throw new Problem('mayNotRevoke');
  const now = office.clock.now();
  const { person, account } = await office.inTransaction(async (stores) => {
    const person = await stores.people.findByStaffNo(staffNo);
    if (!person) throw new Problem('personUnknown', { staffNo });
    const account = await stores.people.findAccount(person.id);
    await stores.people.cancelInvites([person.id], now);
    if (account) await cutOff(stores, account, 'revoked', now, office);
    await record(stores, 'account.revoke', actor, person, now);
    return { person, account };
  });
  if (!account) throw new Problem('accountMissing', { staffNo }); // thrown outside, so that the invites stay cancelled
  return person;
}

/** `person.leave`: the person's posts end today, their account ends, and what they still owed is closed with that reason. */
export async function leaveOffice(actor: Actor, staffNo: string, office: Office): Promise<Person> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  return await office.inTransaction(async (stores) => {
    await stores.people.lockRoster();
    const person = await stores.people.findByStaffNo(staffNo);
    if (!person || person.leftOn) throw new Problem('personUnknown', { staffNo });
    await stores.people.save({ ...person, leftOn: today });
    await stores.people.endAllPosts(person.id, today);
    await stores.groups.removeFromAll(person.id);
    await stores.people.cancelInvites([person.id], now);
    await office.consequences.rosterChanged(stores, [person.id], now);
    const account = await stores.people.findAccount(person.id);
    if (account) await cutOff(stores, account, 'left', now, office);
    await record(stores, 'person.leave', actor, person, now);
    return person;
  });
}

async function cutOff(stores: Stores, account: Account, reason: 'revoked' | 'left', now: Date, office: Office) {
  await stores.people.endAccount(account.id, now, reason);
  await stores.deliveries.abandonFor(account.personId, reason);
  await office.consequences.personUnreachable(stores, account.personId, 'notEnrolled');
}

/** Telegram says that this account blocked the bot or is gone. Saying it twice changes nothing. */
export async function markUnreachable(
  accountId: number,
  reason: string,
  stores: Stores,
  office: Office,
): Promise<void> {
  const account = await stores.people.findAccountById(accountId);
  if (!account || account.endedAt) return;
  if (!(await stores.people.setUnreachable(accountId, office.clock.now(), reason))) return;
  await stores.deliveries.abandonFor(account.personId, reason);
  await office.consequences.personUnreachable(stores, account.personId, 'unreachable');
}

/** The person let the bot in again: the mark goes, and what they owe is delivered. */
export async function markReachable(accountId: number, office: Office): Promise<void> {
  await office.inTransaction(async (stores) => {
    const account = await stores.people.findAccountById(accountId);
    if (!account || account.endedAt || !(await stores.people.setReachable(accountId))) return;
    await office.consequences.personReachable(stores, account.personId, office.clock.now());
  });
  office.wake();
}

export async function saveLocale(personId: number, locale: Locale, office: Office): Promise<void> {
  await office.inTransaction(({ people }) => people.saveLocale(personId, locale));
}

async function record(stores: Stores, action: string, actor: Actor, person: Person, at: Date): Promise<void> {
  const way = wayFor(actor);
  const subject = `person:${person.staffNo}`;
  await stores.evidence.append(
    entryOf({ stream: 'office', action, at, way, actor: nameForRecord(actor), subject, details: {} }),
  );
}
