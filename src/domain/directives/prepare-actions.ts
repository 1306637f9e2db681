import { randomBytes } from 'node:crypto';
import { addMilliseconds, MINUTE } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { entryOf } from '../evidence/evidence.ts';
import { FrozenRoster, rosterName } from '../evidence/frozen-roster.ts';
import type { Office, Stores } from '../stores.ts';
import { tellAuthor } from './author-word.ts';
import type { Directive } from './directive.ts';
import { endPassedOn, endWithParent, replaceDirective } from './ending-actions.ts';

/** People per transaction while an issue is prepared; every process writes at most so many rows at a time. */
const CHUNK = 1_000;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;
const PREPARING_LEASE = 2 * MINUTE;

/**
 * `directive.issue`, of a directive or of its next version: writes the frozen roster and its deliveries in chunks, invisible, and makes them true by one short step.
 * Can be run again from anywhere after a crash. Gives false when somebody else is at it or it was issued already.
 */
export async function prepareIssue(directiveId: number, office: Office): Promise<boolean> {
  const begin = office.clock.now();
  const mine = await office.inTransaction(({ directives }) =>
    directives.takeLease(directiveId, begin, addMilliseconds(begin, PREPARING_LEASE)),
  );
  if (!mine) return false;
  const today = dayOf(begin, office.zone);
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    const chunk = await office.inTransaction(({ receipts }) =>
      receipts.prepareChunk(directiveId, from, CHUNK, begin, today),
    );
    after = chunk.lastPersonId;
    if (after !== null) await office.clock.sleep(BREATH);
  }
  await carryAll(directiveId, office);
  const secret = randomBytes(32);
  const roster = await freeze(directiveId, secret, office);
  const at = office.clock.now();
  const isIssued = await office.inTransaction(async (stores) => {
    const { parentId } = await stores.directives.get(directiveId);
    if (parentId !== null) await stores.directives.lock(parentId);
    const isAmended = await comeIntoForce(directiveId, at, stores);
    if (isAmended === null) return false;
    const directive = await stores.directives.get(directiveId);
    const { textHash } = await stores.directives.getText(directiveId);
    const [stream, actor] = [`directive:${directiveId}`, directive.authorName];
    const fact = { stream, action: 'directive.issue', at, way: 'clock' as const, textHash, actor, subject: stream };
    const details = { roster: roster.root(), owed: roster.count, version: directive.version };
    await stores.evidence.append(entryOf({ ...fact, details }, secret));
    if (isAmended) await withdrawPassedOn(directive, stores, office);
    else await replaceDirective(directive, stores, office);
    await endWithParent(directive, stores, office);
    await tellAuthor(directive, 'directive.issued', at, stores);
    return true;
  });
  office.wake();
  return isIssued;
}

/** What heads passed on was the text before; they pass on the new one. */
async function withdrawPassedOn({ id, authorName }: Directive, stores: Stores, office: Office): Promise<void> {
  const reason = await stores.directives.getReason(id);
  await endPassedOn(
    stores,
    { actor: authorName, way: 'clock', directiveId: id, as: 'withdrawn', reason, byId: null },
    office,
  );
}

/** Whether it was an amendment that came into force now; null when it is in force already. */
async function comeIntoForce(directiveId: number, at: Date, stores: Stores): Promise<boolean | null> {
  if (await stores.directives.markIssued(directiveId, at)) return false;
  // Whoever acknowledged while the amendment was being prepared is carried over at the last moment.
  if (await stores.directives.keepsAcknowledged(directiveId))
    await stores.receipts.carryAcknowledged(directiveId, CHUNK);
  return (await stores.directives.bringIntoForce(directiveId, at)) ? true : null;
}

/** Where an amendment leaves earlier acknowledgements as they are, they count for it too. */
export async function carryAll(directiveId: number, office: Office): Promise<void> {
  if (!(await office.read.directives.keepsAcknowledged(directiveId))) return;
  while ((await office.inTransaction(({ receipts }) => receipts.carryAcknowledged(directiveId, CHUNK))) === CHUNK) {
    await office.clock.sleep(BREATH);
  }
}

/** The root of the frozen list; its leaves are kept by the secret's name, so that what a crash left of them is in nobody's way. */
async function freeze(directiveId: number, secret: Buffer, office: Office): Promise<FrozenRoster> {
  const roster = new FrozenRoster(secret);
  for (let [place, after] = [0, 0]; ; place += 1) {
    const people = await office.read.receipts.listRoster(directiveId, after, CHUNK);
    const leaves = people.map(({ receiptId: id, staffNo, unitCode }) => ({
      id,
      leaf: roster.add(id, staffNo, unitCode),
    }));
    await office.inTransaction(({ evidence }) => evidence.addRoster(rosterName(secret), place, leaves));
    if (people.length < CHUNK) return roster;
    after = people.at(-1)!.personId;
    await office.clock.sleep(BREATH);
  }
}
