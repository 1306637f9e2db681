import { dayOf } from '../../lib/day.ts';
import type { Office, Stores } from '../stores.ts';
import { askedUnitOf, type Listed, type RollCall } from './roll-call.ts';

/**
 * That somebody needs help, has said more, or is safe after all: to whoever is in charge from their unit up to the one that was
 * asked, and to whoever asked. Where none of them can be told it goes all the way up. Names nobody: those stand behind the button.
 */
export async function tellHelpers(
  call: RollCall,
  listed: Listed,
  entry: { id: number; byId: number },
  stores: Stores,
  office: Office,
): Promise<void> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const { path } = listed.unit;
  const asker = await stores.people.findAccount(call.askedBy.id);
  const isSpoken = (personId: number) => personId === listed.person.id || personId === entry.byId;
  const near = await stores.rollCalls.listHelpers(path, askedUnitOf(call, path).path, today);
  const told = new Set(asker && !asker.unreachableAt ? [...near, call.askedBy.id] : near);
  const others = [...told].filter((personId) => !isSpoken(personId));
  const all = others.length > 0 ? others : await stores.rollCalls.listHelpers(path, '/', today);
  for (const personId of all.filter((one) => !isSpoken(one))) {
    const word = { personId, kind: 'rollcall.help' as const, purpose: `rollcall:help:${entry.id}` };
    await stores.deliveries.add({ ...word, subjectId: entry.id, lane: 'help', dueAt: now });
  }
}

/** The account of a roll call in its asker's chat, before anybody is asked. */
export async function tellAsker({ id, askedBy }: RollCall, dueAt: Date, { deliveries }: Stores): Promise<void> {
  const account = { personId: askedBy.id, kind: 'rollcall.account' as const, purpose: accountPurpose(id) };
  await deliveries.add({ ...account, subjectId: id, lane: 'alert', dueAt });
}

export const accountPurpose = (rollCallId: number): string => `rollcall:${rollCallId}:account`;

/** Asks somebody who can be reached for the first time, or again. */
export async function askOne({ id, rollCallId, person }: Listed, dueAt: Date, { deliveries }: Stores): Promise<void> {
  const card = {
    personId: person.id,
    kind: 'rollcall.card' as const,
    purpose: `rollcall:${rollCallId}`,
    subjectId: id,
  };
  await deliveries.addOrRenew({ ...card, lane: 'alert', dueAt }, true);
}
