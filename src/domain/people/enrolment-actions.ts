import { addMilliseconds } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { randomCode, sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { afterWrongTry, decideEnrolment, INVITE_LIFE, isOpen, isPaused } from './enrolment.ts';
import type { Person } from './person.ts';

/** A contact as Telegram hands it on. `userId` is the Telegram account that it belongs to, as Telegram says. */
export interface SharedContact {
  senderId: number;
  userId: number | null;
  forwarded: boolean;
  phone: string | null;
}

/** A stranger opens an invite's link. The code is bound to this Telegram account until the contact follows. */
export async function presentInvite(telegramId: number, code: string, office: Office): Promise<void> {
  const now = office.clock.now();
  const refusal = await office.inTransaction(async ({ people }) => {
    const tries = await people.findTries(telegramId);
    if (isPaused(tries, now)) return new Problem('invitePaused');
    const invite = await people.findInviteByHash(sha256(code));
    if (!invite || invite.usedAt || invite.cancelledAt) {
      await people.saveTries(telegramId, afterWrongTry(tries, now), now);
      return new Problem('inviteWrong');
    }
    if (!isOpen(invite, now)) return new Problem('inviteExpired');
    await people.presentInvite(invite.id, telegramId, now);
    return null;
  });
  if (refusal) throw refusal; // thrown outside, so that the count of wrong tries is kept
}

/** `person.enrol`: a shared contact links its person to the Telegram account that shared it. */
export async function enrol(contact: SharedContact, office: Office): Promise<{ person: Person; isNew: boolean }> {
  if (contact.forwarded || contact.userId !== contact.senderId) throw new Problem('contactNotYours');
  const now = office.clock.now();
  const result = await office.inTransaction(async (stores) => {
    const facts = await caseOf(contact, stores, dayOf(now, office.zone));
    const tries = await stores.people.findTries(contact.senderId);
    try {
      const { person, way } = decideEnrolment(facts, now);
      if (way === 'invite' && isPaused(tries, now)) throw new Problem('invitePaused');
      if (way !== 'already')
        await link(stores, { contact, person, way, present: facts.present, invite: facts.invite, now });
      if (way !== 'already') await office.consequences.personReachable(stores, person.id, now);
      return { person, isNew: way !== 'already' };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'inviteForAnother') throw error;
      await stores.people.saveTries(contact.senderId, afterWrongTry(tries, now), now);
      return error;
    }
  });
  if (result instanceof Problem) throw result;
  office.wake();
  return result;
}

async function caseOf(contact: SharedContact, { people }: Stores, today: string) {
  const found = contact.phone ? await people.listByPhone(contact.phone) : [];
  const person = found[0];
  return {
    telegramId: contact.senderId,
    people: found,
    roles: person ? (await people.listHeldPosts(person.id, today)).map((post) => post.role) : [],
    owner: await people.findAccountByTelegramId(contact.senderId),
    present: person ? await people.findAccount(person.id) : null,
    hadAccount: person ? await people.hadAccount(person.id) : false,
    invite: await people.findInvitePresentedBy(contact.senderId),
  };
}

interface Link {
  contact: SharedContact;
  person: Person;
  way: 'contact' | 'invite';
  present: { id: number; telegramId: number } | null;
  invite: { id: number } | null;
  now: Date;
}

async function link(stores: Stores, { contact, person, way, present, invite, now }: Link): Promise<void> {
  const { people, deliveries, evidence } = stores;
  if (present) {
    await people.endAccount(present.id, now, 'moved');
    await deliveries.add({
      personId: person.id,
      accountId: present.id,
      kind: 'account.moved',
      purpose: `account:${present.id}:moved`,
      subjectId: present.id,
      lane: 'alert',
      dueAt: now,
    });
  }
  if (invite && way === 'invite') await people.useInvite(invite.id, now);
  await people.cancelInvites([person.id], now);
  await people.addAccount({ personId: person.id, telegramId: contact.senderId, enrolledAt: now, way });
  const details = { telegramId: contact.senderId, how: way, moved: present !== null };
  const subject = `person:${person.staffNo}`;
  await evidence.append(
    entryOf({ stream: 'office', action: 'person.enrol', at: now, way: 'button', actor: subject, subject, details }),
  );
}

/** `person.invite`: one-time links for those not yet enrolled below a unit, or for one person. Codes are told once and kept as hashes. */
export async function invite(
  actor: Actor,
  whom: { unitId?: number; staffNo?: string },
  office: Office,
): Promise<{ staffNo: string; fullName: string; code: string }[]> {
  const now = office.clock.now();
  return await office.inTransaction(async (stores) => {
    const people = await peopleToInvite(whom, stores, dayOf(now, office.zone));
    const invites = people.map((person) => ({ person, code: randomCode(24) }));
    await stores.people.cancelInvites(
      people.map((person) => person.id),
      now,
    );
    const expiresAt = addMilliseconds(now, INVITE_LIFE);
    await stores.people.addInvites(
      invites.map(({ person, code }) => ({ personId: person.id, codeHash: sha256(code), issuedAt: now, expiresAt })),
    );
    const details = { staffNos: people.map((person) => person.staffNo) };
    const entry = {
      stream: 'office',
      action: 'person.invite',
      at: now,
      way: 'cli' as const,
      subject: 'people',
      details,
    };
    await stores.evidence.append(entryOf({ ...entry, actor: nameForRecord(actor) }));
    return invites.map(({ person, code }) => ({ staffNo: person.staffNo, fullName: person.fullName, code }));
  });
}

async function peopleToInvite(
  whom: { unitId?: number; staffNo?: string },
  stores: Stores,
  today: string,
): Promise<Person[]> {
  if (whom.staffNo !== undefined) {
    const person = await stores.people.findByStaffNo(whom.staffNo);
    if (!person || person.leftOn) throw new Problem('personUnknown', { staffNo: whom.staffNo });
    return [person];
  }
  const path = whom.unitId === undefined ? null : (await stores.units.get(whom.unitId)).path;
  return await stores.people.listNotEnrolled(path, today);
}
