import { type Actor, nameForRecord } from '../actor.ts';
import { type Erasing, eraseValues } from '../evidence/erase-actions.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import { isOfRecord, type Remembered } from '../vault/erasure-memory.ts';
import { endFollowUp } from './follow-up-actions.ts';

/**
 * `office.eraseAgain`: a backup that was brought back holds what was erased since. All of that is erased once more, and consents
 * that were withdrawn with it are withdrawn again. Gives how many values; done twice it changes nothing.
 */
export async function eraseAgain(actor: Actor, way: Fact['way'], office: Office): Promise<number> {
  let count = 0;
  const by = nameForRecord(actor);
  for await (const remembered of office.erasures.list()) {
    const { ofVault, ofRecord } = await broughtBack(remembered, office.read);
    if (ofVault.length + ofRecord.length === 0) continue;
    const how = { by, at: office.clock.now(), way, because: 'restored' as const };
    count += await office.inTransaction((stores) => erasePiece(remembered, how, stores));
  }
  if (count === 0) return 0;
  const fact = { stream: 'office', action: 'office.eraseAgain', at: office.clock.now(), way };
  const details = { erased: count, why: 'restored' };
  await office.inTransaction(({ evidence }) =>
    evidence.append(entryOf({ ...fact, actor: by, subject: 'office', details })),
  );
  await office.sweepErased();
  return count;
}

/** What a backup has brought back of the declarations, and of what the record tells of them. */
async function broughtBack(remembered: readonly Remembered[], { vault, evidence }: Stores) {
  const sealed = remembered.flatMap((one) => (isOfRecord(one) ? [] : [one]));
  return {
    ofVault: await vault.listBroughtBack(sealed),
    ofRecord: await evidence.listBroughtBack(remembered.filter(isOfRecord)),
  };
}

async function erasePiece(remembered: readonly Remembered[], how: Erasing, stores: Stores): Promise<number> {
  const { at } = how;
  const { ofVault, ofRecord } = await broughtBack(remembered, stores);
  const ids = ofVault.map(({ id }) => id);
  const [trips, health] = [await stores.trips.listSealed(ids), await stores.health.listSealed(ids)];
  const withdrawn = new Set(ofVault.filter(({ because }) => because === 'consent').map(({ id }) => id));
  const theirs = [...trips, ...health].filter(({ detailsId }) => detailsId !== null && withdrawn.has(detailsId));
  for (const personId of new Set(theirs.map(({ person }) => person.id))) await withdrawAgain(personId, at, stores);
  for (const trip of trips) await stores.trips.erase(trip, at, 'restored');
  await stores.health.erase(health, 'restored');
  await stores.privacyRequests.erase(await stores.privacyRequests.listSealed(ids), 'restored');
  await stores.drafts.deleteSealed(ids);
  await stores.vault.erase(ids, 'restored');
  return ids.length + (await eraseValues(ofRecord, how, stores));
}

async function withdrawAgain(personId: number, at: Date, stores: Stores): Promise<void> {
  await stores.consents.withdraw(personId, at);
  for (const one of await stores.followUps.listOpenOf(personId)) await endFollowUp(one, 'withdrawn', at, stores);
}
