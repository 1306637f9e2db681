import { type Actor, nameForRecord } from '../actor.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import type { Erased } from '../vault/erasure-memory.ts';
import { endFollowUp } from './follow-up-actions.ts';

/**
 * `office.eraseAgain`: a backup that was brought back holds what was erased since. All of that is erased once more, and consents
 * that were withdrawn with it are withdrawn again. Gives how many values; done twice it changes nothing.
 */
export async function eraseAgain(actor: Actor, way: Fact['way'], office: Office): Promise<number> {
  let count = 0;
  for await (const erased of office.erasures.list()) {
    if ((await office.read.vault.listBroughtBack(erased)).length === 0) continue;
    count += await office.inTransaction((stores) => erasePiece(erased, office.clock.now(), stores));
  }
  if (count === 0) return 0;
  const fact = { stream: 'office', action: 'office.eraseAgain', at: office.clock.now(), way };
  const details = { erased: count, why: 'restored' };
  await office.inTransaction(({ evidence }) =>
    evidence.append(entryOf({ ...fact, actor: nameForRecord(actor), subject: 'office', details })),
  );
  await office.sweepErased();
  return count;
}

async function erasePiece(erased: readonly Erased[], at: Date, stores: Stores): Promise<number> {
  const broughtBack = await stores.vault.listBroughtBack(erased);
  const ids = broughtBack.map(({ id }) => id);
  const [trips, health] = [await stores.trips.listSealed(ids), await stores.health.listSealed(ids)];
  const withdrawn = new Set(broughtBack.filter(({ because }) => because === 'consent').map(({ id }) => id));
  const theirs = [...trips, ...health].filter(({ detailsId }) => detailsId !== null && withdrawn.has(detailsId));
  for (const personId of new Set(theirs.map(({ person }) => person.id))) await withdrawAgain(personId, at, stores);
  for (const trip of trips) await stores.trips.erase(trip, at, 'restored');
  await stores.health.erase(health, 'restored');
  await stores.health.forgetSealedLooks(ids);
  await stores.privacyRequests.erase(await stores.privacyRequests.listSealed(ids), 'restored');
  await stores.drafts.deleteSealed(ids);
  await stores.vault.erase(ids, 'restored');
  return ids.length;
}

async function withdrawAgain(personId: number, at: Date, stores: Stores): Promise<void> {
  await stores.consents.withdraw(personId, at);
  for (const one of await stores.followUps.listOpenOf(personId)) await endFollowUp(one, 'withdrawn', at, stores);
}
