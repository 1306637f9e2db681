import { dayOf } from '../../lib/day.ts';
import { type Actor, nameForRecord } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { beginEpoch } from '../evidence/seal-actions.ts';
import type { Person } from '../people/person.ts';
import { RESTORED_AT } from '../settings.ts';
import type { Office, Stores } from '../stores.ts';
import { tellDeciders } from './author-word.ts';
import type { Directive } from './directive.ts';
import { nextEscalation } from './escalation.ts';

/** Rows per transaction, and milliseconds left to others between two. */
const CHUNK = 1_000;
const BREATH = 5;
/** Whoever gets a list owes at most some dozens of directives. */
const LISTS = 20;
/** More than an office makes between a backup and its restore. */
const IDS_LOST = {
  receipts: 10_000_000,
  directives: 1_000,
  amendmentRequests: 1_000,
  drafts: 100_000,
  attestations: 100_000,
  absences: 100_000,
  tasks: 100_000,
  trips: 100_000,
  areaLevels: 1_000,
  health: 100_000,
  healthCampaigns: 1_000,
  followUps: 100_000,
  privacyRequests: 10_000,
  rollCalls: 100_000,
  reports: 1_000,
};

/** A directive about whose sending somebody has to decide, and who was asked. */
export interface AskedAbout {
  directive: Directive;
  /** People of whom it is unknown whether they have it. */
  cards: number;
  asked: Person[];
}

export interface Restored {
  doubted: AskedAbout[];
  halted: AskedAbout[];
}

/**
 * `office.restore`: to be done on a restored database before a bot runs on it. Whatever was still to be sent at the time of the backup
 * may have been sent since: it becomes `unknown`, and nobody gets it a second time unless somebody who may decide says so. Can be run
 * again after a crash.
 */
export async function holdRestored(actor: Actor, office: Office): Promise<Restored> {
  const at = office.clock.now();
  const heldIds = await office.inTransaction(async (stores) => {
    for (const [name, count] of Object.entries(IDS_LOST)) await stores[name as keyof typeof IDS_LOST].skipIds(count);
    await stores.settings.save(RESTORED_AT, at.toISOString());
    await stores.tasks.holdRestored(at);
    await beginEpoch(stores);
    await stores.deliveries.releaseAll();
    await passMissedLooks(at, stores, office);
    return await stores.directives.holdRestored(at);
  });
  await inChunks(LISTS, (stores) => doubtLists(at, stores), office);
  await inChunks(CHUNK, doubtSome, office);
  const restored = await office.inTransaction(async (stores) => {
    const about = { now: at, today: dayOf(at, office.zone) };
    const found: Restored = { doubted: [], halted: [] };
    for (const { directiveId, cards } of await stores.deliveries.listDoubted()) {
      const directive = await stores.directives.get(directiveId);
      found.doubted.push({ directive, cards, asked: await tellDeciders(directive, 'directive.issued', about, stores) });
    }
    for (const id of heldIds) {
      const directive = await stores.directives.get(id);
      found.halted.push({
        directive,
        cards: 0,
        asked: await tellDeciders(directive, 'directive.halted', about, stores),
      });
    }
    await stores.evidence.append(entryOf({ ...factOf(found, at), actor: nameForRecord(actor) }));
    return found;
  });
  office.wake();
  return restored;
}

/** Of units that were looked at since the backup nobody is told at once for a second time. */
async function passMissedLooks(at: Date, { directives }: Stores, { ladders, calendar }: Office): Promise<void> {
  for (const directive of await directives.listInForce()) {
    const look = directive.state === 'issued' ? nextEscalation(directive, ladders, calendar) : null;
    if (look && look <= at) await directives.markEscalated(directive.id, at);
  }
}

async function inChunks(size: number, step: (stores: Stores) => Promise<number>, office: Office): Promise<void> {
  while ((await office.inTransaction(step)) === size) await office.clock.sleep(BREATH);
}

/** In place of a list each of its directives is in doubt, so that each author can send their own once more. */
async function doubtLists(at: Date, { deliveries, receipts }: Stores): Promise<number> {
  const personIds = await deliveries.doubtLists(LISTS);
  for (const personId of personIds) {
    for (const { receiptId, directiveId, version, isIssued } of await receipts.listOpen(personId)) {
      if (!isIssued) continue;
      const purpose = `directive:${directiveId}:issue:v${version}`;
      const card = { personId, kind: 'directive.card' as const, purpose, subjectId: receiptId, directiveId };
      await deliveries.addOrRenew({ ...card, lane: 'directive', dueAt: at }, false);
    }
  }
  return personIds.length;
}

async function doubtSome({ deliveries, receipts }: Stores): Promise<number> {
  const { count, receiptIds } = await deliveries.doubtWaiting(CHUNK);
  await receipts.markUnknown(receiptIds);
  return count;
}

function factOf({ doubted, halted }: Restored, at: Date) {
  const idsOf = (about: AskedAbout[]) => about.map(({ directive }) => String(directive.id));
  const cards = doubted.reduce((sum, about) => sum + about.cards, 0);
  const details = { cards, doubted: idsOf(doubted), halted: idsOf(halted) };
  return { stream: 'office', action: 'office.restore', at, way: 'cli' as const, subject: 'office', details };
}
